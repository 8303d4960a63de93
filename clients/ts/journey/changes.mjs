// One of everything that a board's stream tells, over HTTP, so that what the client makes of it is held against the truth.
// What tells a whole card comes first: it would cover up what was made of less.

/** On columns and cards of its own; what it makes bears the name of the `round`. */
export async function changeEverything(ada, grace, { project, board }, round) {
  await ada.patch(`/boards/${board}`, { name: `Renamed in the ${round} round`, wip_mode: "warn" });
  const column = async (name, kind) => (await ada.post(`/boards/${board}/columns`, { name, kind })).id;
  const [review, shelf] = [await column("Review", "in_progress"), await column("Shelf", "todo")];
  await ada.post(`/columns/${review}/move`, { position: 0 });
  const card = async (title, at) => (await ada.post(`/columns/${at}/cards`, { title, assignees: [ada.id] })).id;
  const [kept, gone, away, other] = [
    await card("Kept", review),
    await card("Gone", review),
    await card("Away", review),
    await card("Other", shelf),
  ];

  await ada.patch(`/cards/${kept}`, { title: "Kept and changed", due: "2030-01-31", priority: "high" });
  await ada.put(`/cards/${kept}/assignees/${grace.id}`);
  await ada.delete(`/cards/${kept}/assignees/${ada.id}`);
  const { id: item } = await ada.post(`/cards/${kept}/checklist`, { text: "Tick" });
  await ada.patch(`/checklist-items/${item}`, { done: true });
  await ada.patch(`/cards/${other}`, { archived: true });
  await ada.patch(`/cards/${other}`, { archived: false });
  await ada.post(`/cards/${kept}/copy`, { title: "A copy" });
  await ada.delete(`/cards/${gone}`);
  const { id: second } = await ada.post(`/projects/${project}/boards`, { name: "Second" });
  const [{ id: there }] = (await ada.get(`/boards/${second}/columns`)).items;
  await ada.post(`/cards/${away}/move`, { board_id: second, column_id: there });
  await ada.patch(`/boards/${board}/members/${grace.id}`, { revoke: ["board_comment"] });

  const label = async (name) => (await ada.post(`/projects/${project}/labels`, { name, color: "#aa0000" })).id;
  const [red, brief] = [await label(`Red, ${round}`), await label(`Brief, ${round}`)];
  for (const worn of [red, brief]) await ada.put(`/cards/${kept}/labels/${worn}`);
  await ada.patch(`/labels/${red}`, { name: `Green, ${round}`, color: "#00aa00" });
  await ada.delete(`/labels/${brief}`);
  const comment = async () => (await ada.post(`/cards/${kept}/comments`, { body: "Something" })).id;
  const comments = [await comment(), await comment(), await comment()];
  await ada.delete(`/comments/${comments[0]}`);

  // One column takes its cards along, another leaves them.
  const [doomed, closed] = [await column("Doomed", "todo"), await column("Closed", "todo")];
  await card("Doomed, too", doomed);
  await ada.delete(`/columns/${doomed}`);
  await card("Moved on", closed);
  await ada.delete(`/columns/${closed}?move_cards_to=${shelf}`);

  // The kind of a column is the status of its cards, and completes them or not.
  await ada.patch(`/columns/${review}`, { kind: "done", wip_limit: 3 });
  await ada.patch(`/columns/${review}`, { kind: "in_progress" });
  await ada.patch(`/columns/${shelf}`, { kind: "done", name: "Off the shelf" });
}
