// What two people see of the same thing: moves, and dates.

import assert from "node:assert/strict";

import { until } from "../../clients/ts/journey/until.mjs";
import { asks, card, holds, opened, register, toBoard, twoAtOneBoard } from "./people.mjs";

/** A card that somebody else moves glides to its place; not for who wants nothing to move. */
export async function a_move_of_another_glides({ server, browser }) {
  const { ada, grace, cardId } = await twoAtOneBoard({ server, browser });
  await toBoard(grace, "Website");
  await card(grace, "Write the texts").waitFor();
  const columns = await grace.page.locator("[data-column]").evaluateAll((all) => all.map((one) => one.dataset.column));
  const move = async (to) => {
    const { version } = await asks(ada, "GET", `/cards/${cardId}`);
    await asks(ada, "POST", `/cards/${cardId}/move`, { column_id: columns[to], version });
  };

  await watchGliding(grace);
  await move(1);
  await holds(grace, "In Progress", ["Write the texts"]);
  await until("it glided from the left", async () => (await gliding(grace)).some(([id, x]) => id === cardId && x < -50));

  await until("it has arrived", () => grace.page.evaluate(() => document.getAnimations().length === 0));
  await grace.page.emulateMedia({ reducedMotion: "reduce" });
  await watchGliding(grace);
  await move(2);
  await holds(grace, "Done", ["Write the texts"]);
  assert.deepEqual(await gliding(grace), []);
  for (const { complaints } of [ada, grace]) assert.deepEqual(complaints, []);
}

/** Notes in each frame from now on which cards are away from their places, and how far to the right. */
const watchGliding = ({ page }) =>
  page.evaluate(() => {
    const seen = (window.gliding = []);
    const look = () => {
      for (const { effect } of document.getAnimations()) {
        const card = effect.target.closest("[data-card]");
        if (card) seen.push([card.dataset.card, new DOMMatrix(getComputedStyle(effect.target).transform).e]);
      }
      if (window.gliding === seen) requestAnimationFrame(look);
    };
    look();
  });

/** Those so far; whatever was to begin has begun. */
const gliding = ({ page }) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(window.gliding)))));

/** The same moment is written as each reader writes dates, in the time zone of their account, wherever their machine is. */
export async function dates_follow_the_readers_language_and_zone({ server, browser }) {
  const { ada, grace, board, cardId } = await twoAtOneBoard({ server, browser });
  const kurt = await register(browser, server, "Kurt", { locale: "de-DE", timezoneId: "America/Los_Angeles" });
  const { id: kurtId } = await asks(kurt, "GET", "/users/me");
  const { project_id: project } = await asks(ada, "GET", `/cards/${cardId}`);
  await asks(ada, "PUT", `/projects/${project}/members/${kurtId}`, { role: "member" });
  await asks(ada, "PATCH", `/cards/${cardId}`, { due: "2031-05-04T22:30:00Z" });
  const sees = async (one, time_zone, when) => {
    const { version } = await asks(one, "GET", "/users/me");
    await asks(one, "PATCH", "/users/me", { time_zone, version });
    await one.page.goto(`${server.url}/app/boards/${board}/cards/${cardId}`);
    const dialog = await opened(one, "Write the texts");
    await dialog.getByRole("region", { name: "Due" }).getByText(when, { exact: true }).waitFor();
    await dialog.getByRole("tab", { name: "Activity" }).click();
    await dialog.getByText(`Ada set the due date of WEB-1 Write the texts to ${when}`).waitFor();
  };
  await sees(grace, "America/New_York", "4 May 2031, 18:30");
  await sees(kurt, "Asia/Tokyo", "5. Mai 2031, 7:30");
  for (const { complaints } of [ada, grace, kurt]) assert.deepEqual(complaints, []);
}
