// What is to be seen across boards: notifications, one's cards, reports, and what the admin looks after.

import assert from "node:assert/strict";

import { until } from "../../clients/ts/journey/until.mjs";
import { healthy } from "./axe.mjs";
import { addCards, asks, bell, escapes, makeProject, register, twoAtOneBoard } from "./people.mjs";

/** What one is told appears in the list while one looks at it, and is read there and in the bell at once. */
export async function notifications_are_listed_live_and_read({ server, browser }) {
  const { ada, grace, graceId, cardId } = await twoAtOneBoard({ server, browser });
  await grace.page.goto(`${server.url}/app/notifications`);
  await grace.page.getByRole("heading", { name: "Today" }).waitFor();
  const lines = grace.page.getByRole("main").getByRole("listitem");
  await until("what was told before is there", async () => (await lines.count()) === 1);
  await asks(ada, "PUT", `/cards/${cardId}/assignees/${graceId}`);
  await lines.filter({ hasText: "Ada assigned you" }).waitFor();
  await bell(grace, 2);
  await healthy(grace);

  await grace.page.getByRole("button", { name: /^Mark as read: Ada assigned you/ }).click();
  await bell(grace, 1);
  await grace.page.getByRole("main").locator("label", { hasText: /^Unread$/ }).click();
  await until("only what is unread is there", async () => {
    const [one, ...others] = await lines.allInnerTexts();
    return one !== undefined && others.length === 0 && !one.includes("assigned you");
  });
  await grace.page.getByRole("button", { name: "Mark all as read" }).click();
  await bell(grace, 0);
  await until("it is kept", async () => (await asks(grace, "GET", "/notifications?unread=true")).unread_count === 0);

  // What it tells of is among one's cards, and going there takes the focus along.
  await grace.page.getByRole("link", { name: "My cards" }).click();
  await grace.page.getByRole("heading", { level: 1, name: "My cards" }).waitFor();
  await until("the focus is on the content", () => grace.page.evaluate(() => document.activeElement?.id === "content"));
  await until("the title says so", async () => /^My cards/.test(await grace.page.title()));
  await healthy(grace);
  await grace.page.getByLabel("Search").fill("nothing like it");
  await grace.page.getByText("No card is like this.").waitFor();
  await grace.page.getByRole("button", { name: "Clear the filters" }).click();
  await grace.page.getByRole("link", { name: /Write the texts/ }).click();
  await grace.page.getByRole("dialog", { name: "Write the texts" }).waitFor();
  for (const { name, complaints } of [ada, grace]) assert.deepEqual(complaints, [], `what ${name}'s page complains about`);
}

/** A report says in pictures what its tables say, its days are gone through by keyboard, and it is had as a file. */
export async function a_report_is_read_by_keyboard_and_downloaded({ server, browser }) {
  const ada = await register(browser, server, "Ada");
  await makeProject(ada, "Website");
  await addCards(ada, "To Do", ["Write the texts", "Choose a name"]);
  await addCards(ada, "Done", ["Draw the logo"]);
  await ada.page.getByRole("link", { name: "Reports" }).click();
  await ada.page.getByRole("img", { name: "Progress: 1 done, 0 in progress, 2 to do" }).waitFor();
  const days = ada.page.getByRole("slider", { name: /^Cumulative flow/ });
  await days.focus();
  const says = (words) => until(`the slider says “${words}”`, async () => (await days.getAttribute("aria-valuetext")) === words);
  await says("Today: 2 to do, 0 in progress, 1 done");
  await ada.page.keyboard.press("ArrowLeft");
  await says("Yesterday: 0 to do, 0 in progress, 0 done");
  const flow = ada.page.locator("section", { has: ada.page.getByRole("heading", { name: "Cumulative flow" }) });
  await flow.getByText("The numbers as a table").click();
  const today = flow.getByRole("row").last().getByRole("cell");
  await until("the last row is today's", async () => (await today.allTextContents()).map(Number).join() === "1,0,2");
  const [file] = await Promise.all([ada.page.waitForEvent("download"), ada.page.getByRole("button", { name: "Download as CSV" }).click()]);
  assert.match(file.suggestedFilename(), /^project-.*\.csv$/);
  await healthy(ada);
  await ada.page.getByRole("link", { name: "Workload" }).click();
  await ada.page.getByRole("img", { name: /^Ada: 0 urgent/ }).waitFor();
  await healthy(ada);
  assert.deepEqual(ada.complaints, []);
}

/** Who is disabled is out at once; schedules are run by hand, and all of it is in the audit log. */
export async function an_admin_looks_after_people_and_jobs({ server, browser }) {
  const ada = await register(browser, server, "Ada");
  const grace = await register(browser, server, "Grace");
  await grace.page.goto(`${server.url}/app/admin`);
  await grace.page.getByRole("heading", { name: "There is nothing here" }).waitFor();
  await ada.page.getByRole("link", { name: "Admin" }).click();
  await ada.page.getByRole("button", { name: "Actions for Grace" }).click();
  await ada.page.getByRole("menuitem", { name: "Disable" }).click();
  await grace.page.getByRole("heading", { name: "Sign in to Boardwire" }).waitFor();
  await ada.page.getByRole("row", { name: /Grace/ }).getByText("Disabled").waitFor();
  // A notice waits for as long as it is pointed at.
  await ada.page.locator("[data-notice]", { hasText: "Grace" }).hover();
  await healthy(ada);
  await ada.page.getByRole("button", { name: "Undo" }).click();
  await ada.page.getByRole("row", { name: /Grace/ }).getByText("Active").waitFor();

  await ada.page.getByRole("link", { name: "Schedules" }).click();
  await ada.page.getByRole("button", { name: "Run now: prune_jobs" }).click();
  await ada.page.getByText("prune_jobs is on its way.").waitFor();
  await healthy(ada);
  await ada.page.getByRole("link", { name: "Jobs" }).click();
  await ada.page.getByLabel("Kind").fill("prune_jobs");
  await ada.page.getByRole("row", { name: /prune_jobs.*Done/ }).getByRole("link", { name: "prune_jobs" }).click();
  await ada.page.getByRole("dialog", { name: "prune_jobs" }).getByText("1 of").waitFor();
  await healthy(ada);
  await escapes(ada);
  await ada.page.getByRole("link", { name: "Audit log" }).click();
  await ada.page.getByRole("row", { name: /Ada.*Ran a schedule/ }).waitFor();
  await healthy(ada);
  assert.deepEqual(ada.complaints, []);
}
