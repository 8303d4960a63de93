// Two people and their first board.

import assert from "node:assert/strict";

import { until } from "../../clients/ts/journey/until.mjs";
import { healthy } from "./axe.mjs";
import { addCards, asks, card, column, makeProject, register, titles, toBoard } from "./people.mjs";

/** A card is carried by keyboard alone, and the other person sees it at once, as they see who assigned them. */
export async function a_card_is_moved_by_keyboard_and_seen_by_the_other({ server, browser }) {
  const ada = await register(browser, server, "Ada");
  await makeProject(ada, "Website");
  await addCards(ada, "To Do", ["Write the texts", "Choose a name", "Draw the logo"]);
  assert.deepEqual(await titles(ada, "To Do"), ["Write the texts", "Choose a name", "Draw the logo"]);

  const grace = await register(browser, server, "Grace");
  const [{ id: board, project_id: project }] = (await asks(ada, "GET", "/boards")).items;
  const { id: graceId } = await asks(grace, "GET", "/users/me");
  await asks(ada, "PUT", `/projects/${project}/members/${graceId}`, { role: "member" });
  await grace.page.getByRole("button", { name: /1 unread/ }).waitFor();
  await toBoard(grace, "Website");
  await card(grace, "Choose a name").waitFor();
  await until("Ada sees that Grace is there", async () => (await ada.page.getByRole("img", { name: /Here now: .*Grace/ }).count()) === 1);

  // Space picks it up, arrows carry it, space puts it down.
  await card(ada, "Choose a name").focus();
  await ada.page.keyboard.press("Space");
  await said(ada, "is picked up");
  await ada.page.keyboard.press("ArrowRight");
  await said(ada, "over In Progress, place 1 of 1");
  await ada.page.keyboard.press("Space");
  await said(ada, "is put into In Progress");
  await until("Grace sees it there", async () => (await titles(grace, "In Progress")).join() === "Choose a name");
  assert.deepEqual(await titles(ada, "In Progress"), ["Choose a name"]);

  // Within a column, and the way back by undo.
  await card(ada, "Write the texts").focus();
  await ada.page.keyboard.press("Space");
  await said(ada, "is picked up");
  await ada.page.keyboard.press("ArrowDown");
  await said(ada, "over To Do, place 2 of 2");
  await ada.page.keyboard.press("Space");
  await until("Grace sees the new order", async () => (await titles(grace, "To Do")).join() === "Draw the logo,Write the texts");
  await ada.page.getByRole("button", { name: "Undo" }).click();
  await until("Grace sees it back", async () => (await titles(grace, "In Progress")).length === 0);

  // By mouse, from Grace's side.
  await drag(grace, "Draw the logo", "Done");
  await until("Ada sees it done", async () => (await titles(ada, "Done")).join() === "Draw the logo");

  // Who is assigned hears of it at once.
  const { items: cards } = await asks(ada, "GET", `/boards/${board}/cards`);
  const { id } = cards.find(({ title }) => title === "Write the texts");
  await asks(ada, "PUT", `/cards/${id}/assignees/${graceId}`);
  await grace.page.getByRole("button", { name: /2 unread/ }).click();
  await grace.page.getByRole("link", { name: /Ada assigned you/ }).click();
  await grace.page.getByRole("dialog", { name: "Write the texts" }).waitFor();
  await grace.page.getByLabel("Title").fill("Write all the texts");
  await grace.page.keyboard.press("Enter");
  await card(ada, "Write all the texts").waitFor();
  await healthy(grace);
  await grace.page.keyboard.press("Escape");

  await healthy(ada);
  for (const { name, complaints } of [ada, grace]) assert.deepEqual(complaints, [], `what ${name}'s page complains about`);
  assert.equal(await column(ada, "To Do").count(), 1);
}

/** What a screen reader was told last. */
async function said({ page }, words) {
  const status = page.locator("[role=status]");
  const heard = () => status.allTextContents().then((all) => all.join(" | "));
  await until(`${words} is said`, async () => (await heard()).includes(words)).catch(async (error) => {
    throw new Error(`${error.message}; heard: ${await heard()}`);
  });
}

async function drag({ page }, title, to) {
  await card({ page }, title).hover(); // Which waits until it has stopped gliding.
  await page.mouse.down();
  const target = await column({ page }, to).boundingBox();
  await page.mouse.move(target.x + 100, target.y + 60, { steps: 12 });
  await said({ page }, `over ${to}`);
  await page.mouse.up();
}
