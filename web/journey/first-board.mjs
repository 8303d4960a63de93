// Two people and their first board.

import assert from "node:assert/strict";

import { until } from "../../clients/ts/journey/until.mjs";
import { healthy } from "./axe.mjs";
import { asks, card, column, escapes, holds, opened, picksUp, said, toBoard, twoAtOneBoard, undoes } from "./people.mjs";

/** A card is carried by keyboard alone, and the other person sees it at once, as they see who assigned them. */
export async function a_card_is_moved_by_keyboard_and_seen_by_the_other({ server, browser }) {
  const { ada, grace, graceId, cardId } = await twoAtOneBoard({ server, browser }, ["Write the texts", "Choose a name", "Draw the logo"]);
  await holds(ada, "To Do", ["Write the texts", "Choose a name", "Draw the logo"]);
  await toBoard(grace, "Website");
  await card(grace, "Choose a name").waitFor();
  await until("Ada sees that Grace is there", async () => (await ada.page.getByRole("img", { name: /Here now: .*Grace/ }).count()) === 1);

  // Space picks it up, arrows carry it, space puts it down; and there is a way back.
  await picksUp(ada, "Choose a name");
  await ada.page.keyboard.press("ArrowRight");
  await said(ada, "Choose a name is over In Progress, place 1 of 1");
  await ada.page.keyboard.press("Space");
  await said(ada, "Choose a name is put into In Progress");
  await holds(ada, "In Progress", ["Choose a name"]);
  await holds(grace, "In Progress", ["Choose a name"]);
  // The notice that tells of it takes no keys from the page.
  await ada.page.locator("[data-notice]", { hasText: "moved to In Progress" }).hover();
  await ada.page.keyboard.press("?");
  await opened(ada, "Keyboard shortcuts");
  await escapes(ada);
  await undoes(ada, "moved to In Progress");
  await holds(grace, "To Do", ["Write the texts", "Choose a name", "Draw the logo"]);

  // Within a column.
  await picksUp(ada, "Write the texts");
  await ada.page.keyboard.press("ArrowDown");
  await said(ada, "Write the texts is over To Do, place 2 of 3");
  await ada.page.keyboard.press("Space");
  await holds(grace, "To Do", ["Choose a name", "Write the texts", "Draw the logo"]);

  // By mouse, from Grace's side.
  await drag(grace, "Draw the logo", "Done");
  await holds(ada, "Done", ["Draw the logo"]);
  // The way back is there for as long as its notice, on whatever screen.
  await grace.page.locator("[data-notice]", { hasText: "moved to Done" }).hover();
  await grace.page.goBack();
  await grace.page.getByRole("heading", { name: "Hello, Grace" }).waitFor();
  await undoes(grace, "moved to Done");
  await holds(ada, "Done", []);

  // Who is assigned hears of it at once.
  await asks(ada, "PUT", `/cards/${cardId}/assignees/${graceId}`);
  await grace.page.getByRole("button", { name: /2 unread/ }).click();
  await grace.page.getByRole("dialog", { name: "Notifications" }).getByRole("link", { name: /Ada assigned you/ }).click();
  await opened(grace, "Write the texts");
  await grace.page.getByLabel("Title").fill("Write all the texts");
  await grace.page.keyboard.press("Enter");
  await card(ada, "Write all the texts").waitFor();
  await healthy(grace);
  await escapes(grace);

  await healthy(ada);
  for (const { name, complaints } of [ada, grace]) assert.deepEqual(complaints, [], `what ${name}'s page complains about`);
}

async function drag({ page }, title, to) {
  await card({ page }, title).hover(); // Which waits until it has stopped gliding.
  await page.mouse.down();
  const target = await column({ page }, to).boundingBox();
  await page.mouse.move(target.x + 100, target.y + 60, { steps: 12 });
  await said({ page }, `over ${to}`);
  await page.mouse.up();
}
