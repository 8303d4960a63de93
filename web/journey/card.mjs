// Two people at one card, and at the board's tools.

import assert from "node:assert/strict";

import { until } from "../../clients/ts/journey/until.mjs";
import { healthy } from "./axe.mjs";
import { asks, card, column, drawn, escapes, focusIsOn, holds, makeProject, opened, register, said, titles, twoAtOneBoard, undoes } from "./people.mjs";

/** A picture of one point. */
const PICTURE = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");

/** Whatever one does to a card that both have open, the other sees at once; and what both write is not lost. */
export async function a_card_is_worked_on_by_two({ server, browser }) {
  const { ada, grace, board, cardId: id } = await twoAtOneBoard({ server, browser });
  for (const one of [ada, grace]) {
    await one.page.goto(`${server.url}/app/boards/${board}/cards/${id}`);
    await opened(one, "Write the texts");
  }

  // Markdown, and nothing in it that runs.
  await ada.page.getByRole("button", { name: "Add a description…" }).click();
  await ada.page.getByLabel("Description").fill("Ask **Grace**, see [the page](https://example.org) <img src=x onerror=alert(1)>");
  await ada.page.getByRole("button", { name: "Save" }).click();
  await grace.page.locator("strong", { hasText: "Grace" }).waitFor();
  assert.equal(await grace.page.getByRole("link", { name: "the page" }).getAttribute("rel"), "noopener noreferrer nofollow");
  assert.equal(await grace.page.getByRole("dialog").locator("img").count(), 0);

  // A checklist by keyboard.
  await ada.page.getByLabel("Add an item").focus();
  for (const text of ["Headlines", "Prices"]) {
    await ada.page.keyboard.type(text);
    await ada.page.keyboard.press("Enter");
    await ada.page.getByLabel(`Done: ${text}`).waitFor();
  }
  await ada.page.getByLabel("Done: Headlines").focus();
  await ada.page.keyboard.press("Space");
  await until("Grace sees it ticked", () => grace.page.getByLabel("Done: Headlines").isChecked().catch(() => false));
  const isOrdered = ({ page }, wanted) =>
    until(`the items are ${wanted}`, async () => {
      const names = page.getByRole("checkbox", { name: /^Done: / });
      return (await names.evaluateAll((all) => all.map((one) => one.ariaLabel.slice(6)))).join() === wanted;
    });
  await ada.page.getByLabel("Text of “Headlines”").focus();
  await ada.page.keyboard.press("Alt+ArrowDown");
  await isOrdered(grace, "Prices,Headlines");
  await said(ada, "Headlines is put into Checklist, place 2 of 2");
  await ada.page.getByRole("button", { name: "Move “Headlines”" }).focus();
  await ada.page.keyboard.press("ArrowUp");
  await isOrdered(grace, "Headlines,Prices");
  await focusIsOnHandle(ada);
  await ada.page.getByRole("button", { name: "More about “Prices”" }).click();
  await ada.page.getByRole("menuitem", { name: "Move up" }).click();
  await isOrdered(grace, "Prices,Headlines");
  await carries(ada, "Prices", "Headlines");
  await isOrdered(grace, "Headlines,Prices");

  // Who is mentioned is found by a letter, hears of it, and sees the comment.
  const comment = ada.page.getByLabel("Write a comment");
  await comment.focus();
  // That one types fades after some seconds: it is looked for meanwhile.
  await Promise.all([grace.page.getByText("Ada is typing…").first().waitFor(), ada.page.keyboard.type("Please look, @g")]);
  await ada.page.getByRole("option", { name: /Grace/ }).waitFor();
  await ada.page.keyboard.press("Enter");
  await until("the mention is complete", async () => (await comment.inputValue()) === "Please look, @grace ");
  await ada.page.keyboard.type("soon");
  await ada.page.keyboard.press("Control+Enter");
  await grace.page.getByText("Please look, @grace soon").waitFor();
  await until("she is told", async () => (await asks(grace, "GET", "/notifications")).items.some(({ kind }) => kind === "mentioned"));

  // A label that is made where it is wanted, someone to do it, a day, a file.
  await ada.page.getByRole("button", { name: "Choose labels" }).click();
  await ada.page.getByLabel("Find a label").fill("Urgent words");
  await ada.page.keyboard.press("Enter");
  await grace.page.getByRole("region", { name: "Labels" }).getByText("Urgent words").waitFor();
  await ada.page.keyboard.press("Escape");
  await ada.page.getByRole("button", { name: "Assign people" }).click();
  await ada.page.getByRole("checkbox", { name: /Grace/ }).check();
  await grace.page.getByRole("region", { name: "Assignees" }).getByText("Grace").waitFor();
  await healthy(ada);
  await ada.page.keyboard.press("Escape");
  await ada.page.getByRole("button", { name: "Set when it is due" }).click();
  await ada.page.getByLabel("Day", { exact: true }).fill("2031-05-04");
  await ada.page.getByRole("button", { name: "Save" }).click();
  await grace.page.getByRole("region", { name: "Due" }).getByText("4 May 2031").waitFor();
  await ada.page.locator("input[type=file]").setInputFiles({ name: "point.png", mimeType: "image/png", buffer: PICTURE });
  await grace.page.getByRole("button", { name: "Download point.png" }).waitFor();
  const [download] = await Promise.all([grace.page.waitForEvent("download"), grace.page.getByRole("button", { name: "Download point.png" }).click()]);
  assert.equal(download.suggestedFilename(), "point.png");

  // Both write: the second sees what is there now, and keeps what they wrote.
  await grace.page.getByRole("button", { name: "Edit the description" }).click();
  await grace.page.getByLabel("Description").fill("What Grace wrote");
  await asks(ada, "PATCH", `/cards/${id}`, { description: "What Ada wrote" });
  await grace.page.getByRole("button", { name: "Save" }).click();
  await grace.page.getByText("Somebody changed this meanwhile").waitFor();
  await grace.page.getByText("What Ada wrote").waitFor();
  assert.equal(await grace.page.getByLabel("Description").inputValue(), "What Grace wrote");
  await grace.page.getByRole("button", { name: "Save" }).click();
  await ada.page.getByText("What Grace wrote").waitFor();

  // What was done, in words; and the way for those who do not drag.
  await grace.page.getByRole("tab", { name: "Activity" }).click();
  await grace.page.getByText(/Ada commented on/).waitFor();
  await healthy(grace);
  await grace.page.getByLabel("Column", { exact: true }).selectOption("Done");
  const there = ada.page.getByLabel("Column", { exact: true });
  await until("Ada sees it there", () => there.evaluate((select) => select.selectedOptions[0].text === "Done"));

  // Putting it away has a way back; deleting it asks, and who has it open is told.
  await ada.page.getByRole("button", { name: "More about this card" }).click();
  await ada.page.getByRole("menuitem", { name: "Archive" }).click();
  await grace.page.getByText("This card is archived.").waitFor();
  await undoes(ada, "is archived");
  await grace.page.getByText("This card is archived.").waitFor({ state: "detached" });
  await card(ada, "Write the texts").click();
  await ada.page.getByRole("button", { name: "More about this card" }).click();
  await ada.page.getByRole("menuitem", { name: "Delete" }).click();
  await ada.page.getByRole("button", { name: "Delete", exact: true }).waitFor();
  await healthy(ada);
  await ada.page.getByRole("button", { name: "Delete", exact: true }).click();
  await grace.page.getByText("This card was deleted").waitFor();
  for (const { name, complaints } of [ada, grace]) assert.deepEqual(complaints, [], `what ${name}'s page complains about`);
}

const focusIsOnHandle = ({ page }) => until("the focus goes along", () => page.evaluate(() => /Move “Headlines”/.test(document.activeElement.ariaLabel)));

/** Carries an item of a checklist by its handle to where another is. */
async function carries({ page }, item, to) {
  const middle = async (text) => {
    const { x, y, width, height } = await page.getByRole("button", { name: `Move “${text}”` }).boundingBox();
    return [x + width / 2, y + height / 2];
  };
  const [from, there] = [await middle(item), await middle(to)];
  await page.mouse.move(...from);
  await page.mouse.down();
  await page.mouse.move(there[0], there[1] + 4, { steps: 8 });
  await drawn({ page });
  await page.mouse.up();
}

/** A board is worked with by keyboard alone: adding, finding, filtering, going from card to card. */
export async function a_board_is_worked_with_by_keyboard({ server, browser }) {
  const ada = await register(browser, server, "Ada");
  const { page } = ada;
  await makeProject(ada, "Website");
  await column(ada, "To Do").getByRole("button", { name: /More about/ }).waitFor();
  await page.keyboard.press("n");
  const field = page.getByLabel("Title of the card");
  await until("the focus is in the field", () => field.evaluate((element) => element === document.activeElement));
  for (const title of ["Choose a name", "Draw the logo", "Write the texts"]) {
    await page.keyboard.type(title);
    await page.keyboard.press("Enter");
    await card(ada, title).waitFor();
  }
  await page.keyboard.press("Escape");
  await focusIsOn(ada, "Add a card");
  await card(ada, "Choose a name").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await focusIsOn(ada, "Write the texts");

  // The filter is in the address, and stays while a card is open.
  await page.keyboard.press("f");
  await page.getByLabel("With these words").fill("logo");
  await holds(ada, "To Do", ["Draw the logo"]);
  await healthy(ada);
  await escapes(ada);
  await card(ada, "Draw the logo").click();
  await opened(ada, "Draw the logo");
  await page.reload();
  await opened(ada, "Draw the logo");
  await escapes(ada);
  await until("the focus is on it", () => page.evaluate(() => /Draw the logo/.test(document.activeElement.closest("[data-card]")?.textContent)));
  await holds(ada, "To Do", ["Draw the logo"]);
  await page.keyboard.press("x");
  await until("all are there", async () => (await titles(ada, "To Do")).length === 3);

  await page.keyboard.press("/");
  await page.getByRole("combobox").fill("texts");
  await page.getByRole("option", { name: /Write the texts/, selected: true }).waitFor();
  await healthy(ada);
  await page.keyboard.press("Enter");
  await opened(ada, "Write the texts");
  await escapes(ada);

  // A column over its limit says so; and its cards stay when it goes.
  await page.getByRole("button", { name: "More about the column To Do" }).click();
  await page.getByRole("menuitem", { name: "Edit the column" }).click();
  await page.getByLabel("Limit of cards").fill("2");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("3 of at most 2 cards").waitFor({ state: "attached" });
  await page.getByRole("button", { name: "More about the column To Do" }).click();
  await page.getByRole("menuitem", { name: "Delete the column" }).click();
  await page.getByLabel("Move to In Progress").check();
  await page.getByRole("button", { name: "Delete the column" }).click();
  await until("they are there", async () => (await titles(ada, "In Progress")).length === 3);
  await until("it is gone", async () => (await column(ada, "To Do").count()) === 0);

  // Those who speak to their computer turn single keys off.
  await page.locator("[role=dialog]:not([data-notice])").waitFor({ state: "detached" });
  await page.keyboard.press("?");
  await page.getByLabel(/Use single keys/).uncheck();
  await healthy(ada);
  await escapes(ada);
  await page.keyboard.press("n");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").waitFor();
  assert.equal(await field.count(), 0, "a single key does nothing");
  assert.deepEqual(ada.complaints, []);
}
