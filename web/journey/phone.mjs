// The app in one's hand.

import assert from "node:assert/strict";

import { until } from "../../clients/ts/journey/until.mjs";
import { PHONE } from "./browser.mjs";
import { addCards, card, column, makeProject, register, titles } from "./people.mjs";

/** A card is carried by a finger that rests on it first, so that the same finger can scroll; a short touch opens it. */
export async function a_card_is_carried_by_a_finger({ server, browser }) {
  const ada = await register(browser, server, "Ada", PHONE);
  await makeProject(ada, "Website");
  await addCards(ada, "To Do", ["Write the texts", "Choose a name"]);
  const finger = await fingerOn(ada.page);
  const status = async (words) => (await ada.page.locator("[role=status]").allTextContents()).join().includes(words);

  // Who moves at once scrolls, and carries nothing.
  await finger.down(await middle(card(ada, "Write the texts")));
  await finger.by(-80, 0);
  await finger.up();
  assert.ok(!(await status("is picked up")));
  const columns = ada.page.locator("[data-board]");
  await until("the columns have scrolled", () => columns.evaluate((element) => element.scrollLeft > 0));
  await columns.evaluate((element) => (element.scrollLeft = 0));

  // Onto its neighbour's place.
  await finger.down(await middle(card(ada, "Write the texts")));
  await until("it is picked up", () => status("is picked up"));
  await finger.to(await middle(card(ada, "Choose a name"), 12));
  await until("it is over the second place", () => status("over To Do, place 2 of 2"));
  await finger.up();
  await until("it is second", async () => (await titles(ada, "To Do")).join() === "Choose a name,Write the texts");

  // To the edge, where the next columns come.
  await until("nothing moves", () => ada.page.evaluate(() => document.getAnimations().length === 0));
  await finger.down(await middle(card(ada, "Choose a name")));
  await until("it is picked up", () => status("Choose a name is picked up"));
  const { width } = ada.page.viewportSize();
  await finger.to({ x: width - 20, y: (await middle(column(ada, "To Do"))).y });
  await until("it is over another column", () => status("over In Progress, place 1 of 1"));
  await finger.up();
  await until("it is there", async () => (await titles(ada, "In Progress")).join() === "Choose a name");

  // And nothing was opened by letting go.
  assert.ok(!ada.page.url().includes("/cards/"));
  await ada.page.getByRole("button", { name: "Undo" }).waitFor();
  await ada.page.reload();
  await card(ada, "Choose a name").tap();
  await ada.page.getByRole("dialog", { name: "Choose a name" }).waitFor();
  await ada.page.getByRole("button", { name: "Close" }).tap();

  // The way to other screens is behind a button.
  await ada.page.getByRole("button", { name: "Open the navigation" }).tap();
  const drawer = ada.page.getByRole("dialog", { name: "Main" });
  await drawer.getByRole("link", { name: "Home" }).tap();
  await ada.page.getByRole("heading", { name: "Hello, Ada" }).waitFor();
  await drawer.waitFor({ state: "detached" });
  assert.deepEqual(ada.complaints, []);
}

async function middle(what, lower = 0) {
  await what.waitFor();
  const { x, y, width, height } = await what.boundingBox();
  return { x: x + width / 2, y: y + height / 2 + lower };
}

/** One finger, as the screen reports it: pages cannot tell it from a real one. */
async function fingerOn(page) {
  const session = await page.context().newCDPSession(page);
  let at = { x: 0, y: 0 };
  const send = (type, ...touchPoints) => session.send("Input.dispatchTouchEvent", { type, touchPoints });
  const to = async ({ x, y }, steps = 10) => {
    const from = at;
    for (let step = 1; step <= steps; step += 1) {
      at = { x: from.x + ((x - from.x) * step) / steps, y: from.y + ((y - from.y) * step) / steps };
      await send("touchMove", at);
    }
  };
  return {
    down: (point) => send("touchStart", (at = point)),
    to,
    by: (x, y) => to({ x: at.x + x, y: at.y + y }),
    up: () => send("touchEnd"),
  };
}
