// Pictures of a card with all that it can hold, and of the board's tools.

export async function boardTools({ page, app, shoot, board }) {
  const opens = (name) => page.getByRole("button", { name });
  const chooses = (name) => page.getByRole("menuitem", { name }).click();
  const closed = async () => {
    await page.keyboard.press("Escape");
    await page.locator("[role=dialog]:not([data-closed])").waitFor({ state: "detached" });
  };
  const full = await page.evaluate(fill, board.id);
  await app(`/boards/${board.id}/cards/${full}`);
  await page.getByLabel("Write a comment").waitFor();
  await shoot("card-full");
  await page.getByLabel("Write a comment").fill("Ask @");
  await page.getByRole("listbox", { name: "People to mention" }).waitFor();
  await shoot("card-mention");
  await page.getByLabel("Write a comment").fill("");
  await opens("Choose labels").click();
  await shoot("card-labels");
  await page.keyboard.press("Escape");
  await page.getByRole("tab", { name: "Activity" }).click();
  await shoot("card-activity");
  await opens("More about this card").click();
  await chooses("Delete");
  await shoot("card-delete");

  await app(`/boards/${board.id}?priority=high`);
  await opens(/^Filter/).click();
  await shoot("board-filter");
  await app(`/boards/${board.id}`);
  await opens("More about this board").click();
  await shoot("board-menu");
  await chooses("How you see it");
  await shoot("board-look");
  await closed();
  await opens("More about this board").click();
  await chooses("Archived cards");
  await shoot("board-archived");
  await closed();
  await opens("More about the column In Progress").click();
  await chooses("Delete the column");
  await shoot("column-delete");
  await closed();
  await opens("Search everything").click();
  await page.getByRole("combobox").fill("sta");
  await page.getByRole("option").first().waitFor();
  await shoot("search");
  await closed();
  await opens("More about this board").click();
  await chooses("Keyboard shortcuts");
  await shoot("shortcuts");
  await closed();
}

/** Gives the card with the most comments what the demo leaves out; once, whoever asks again. Runs on the page. */
async function fill(board) {
  const ask = async (method, path, body) => {
    const answer = await fetch(`/api/v1${path}`, { method, headers: { "Content-Type": "application/json" }, body: body && JSON.stringify(body) });
    return answer.json();
  };
  const { items } = await ask("GET", `/boards/${board}/cards?limit=200`);
  const [card] = items.sort((a, b) => b.comments_count - a.comments_count);
  if (card.checklist.total > 0) return card.id;
  const description = "As in [the sketch](https://example.org/sketch), and **short**:\n\n- opening hours at the top\n- three offers\n\n> Ask @mei about the map.";
  await ask("PATCH", `/cards/${card.id}`, { description, due: "2026-12-24T15:00:00Z" });
  for (const [text, done] of [["Opening hours", true], ["Three offers", true], ["The map", false]]) {
    await ask("POST", `/cards/${card.id}/checklist`, { text, done });
  }
  for (const [name, color] of [["Design", "#a35bd6"], ["Texts", "#2fa36b"]]) {
    const label = await ask("POST", `/projects/${card.project_id}/labels`, { name, color });
    if (label.id) await ask("PUT", `/cards/${card.id}/labels/${label.id}`);
  }
  await ask("POST", `/cards/${card.id}/reminders`, { before_due: "P1D" });
  return card.id;
}
