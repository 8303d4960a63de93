// One of everything that a board's stream tells, over HTTP, so that what the client makes of it is held against the truth.

/** On a board of its own columns and cards, that nobody else touches. */
export async function changeEverything(ada, grace, { project, board }) {
  await ada.patch(`/boards/${board}`, { name: "Renamed", wip_mode: "warn" });
  const column = async (name, kind) => (await ada.post(`/boards/${board}/columns`, { name, kind })).id;
  const [review, shelf] = [await column("Review", "in_progress"), await column("Shelf", "todo")];
  const card = async (title) => (await ada.post(`/columns/${review}/cards`, { title, assignees: [ada.id] })).id;
  const [kept, gone, away, other] = [await card("Kept"), await card("Gone"), await card("Away"), await card("Other")];

  // The kind of a column is the status of its cards, and completes them.
  await ada.patch(`/columns/${review}`, { kind: "done", wip_limit: 3 });
  await ada.patch(`/columns/${shelf}`, { kind: "done" });
  await ada.post(`/cards/${other}/move`, { column_id: shelf });
  await ada.patch(`/columns/${shelf}`, { kind: "todo", name: "Back on the shelf" });
  await ada.post(`/columns/${review}/move`, { position: 0 });

  await ada.patch(`/cards/${kept}`, { title: "Kept and changed", due: "2030-01-31", priority: "high" });
  await ada.put(`/cards/${kept}/assignees/${grace.id}`);
  await ada.delete(`/cards/${kept}/assignees/${ada.id}`);
  const { id: item } = await ada.post(`/cards/${kept}/checklist`, { text: "Tick" });
  await ada.patch(`/checklist-items/${item}`, { done: true });
  const { id: comment } = await ada.post(`/cards/${kept}/comments`, { body: "One" });
  await grace.post(`/cards/${kept}/comments`, { body: "Two" });
  await ada.delete(`/comments/${comment}`);

  const label = async (name) => (await ada.post(`/projects/${project}/labels`, { name, color: "#aa0000" })).id;
  const [red, brief] = [await label("Red"), await label("Brief")];
  for (const worn of [red, brief]) await ada.put(`/cards/${kept}/labels/${worn}`);
  await ada.patch(`/labels/${red}`, { name: "Green", color: "#00aa00" });
  await ada.delete(`/labels/${brief}`);

  await ada.patch(`/cards/${other}`, { archived: true });
  await ada.patch(`/cards/${other}`, { archived: false });
  await ada.post(`/cards/${kept}/copy`, { title: "A copy" });
  await ada.delete(`/cards/${gone}`);
  const { id: second } = await ada.post(`/projects/${project}/boards`, { name: "Second" });
  const [{ id: there }] = (await ada.get(`/boards/${second}/columns`)).items;
  await ada.post(`/cards/${away}/move`, { board_id: second, column_id: there });
  await ada.patch(`/boards/${board}/members/${grace.id}`, { revoke: ["board_comment"] });

  // One column takes its cards along, another leaves them.
  const [doomed, closed] = [await column("Doomed", "todo"), await column("Closed", "todo")];
  await ada.post(`/columns/${doomed}/cards`, { title: "Doomed, too" });
  await ada.delete(`/columns/${doomed}`);
  await ada.post(`/columns/${closed}/cards`, { title: "Moved on" });
  await ada.delete(`/columns/${closed}?move_cards_to=${shelf}`);
}
