// A server that goes away and comes back.

import assert from "node:assert/strict";

import { until } from "../../clients/ts/journey/until.mjs";
import { addCards, asks, card, holds, makeProject, picksUp, register, said } from "./people.mjs";

/** Being offline shows, what was moved meanwhile is shown and then done, and nobody loads the page again. */
export async function a_board_outlives_a_restart_of_the_server({ server, browser }) {
  const ada = await register(browser, server, "Ada");
  await makeProject(ada, "Website");
  await addCards(ada, "To Do", ["Write the texts"]);
  await server.stop("SIGKILL");
  const offline = ada.page.getByText("Offline.").first();
  await offline.waitFor();

  await picksUp(ada, "Write the texts");
  await ada.page.keyboard.press("ArrowRight");
  await said(ada, "Write the texts is over In Progress");
  await ada.page.keyboard.press("Space");
  await holds(ada, "In Progress", ["Write the texts"]);

  // What waits would be lost with the page: it says so, and asks.
  await ada.page.getByText("1 change of yours waits to be sent.").first().waitFor();
  const [question] = await Promise.all([ada.page.waitForEvent("dialog"), ada.page.evaluate(() => void setTimeout(() => location.reload()))]);
  assert.equal(question.type(), "beforeunload");
  await question.dismiss();
  assert.equal(await ada.page.getByText("Offline.").count(), 1, "it is said once, though each stream of the page is away");

  await server.start();
  await offline.waitFor({ state: "detached" });
  // The line is away while it connects, too: what waits to be sent would be lost with the page.
  await until("the server has heard of it", async () => (await asks(ada, "GET", "/cards")).items[0].status === "in_progress");
  await ada.page.reload();
  await card(ada, "Write the texts").waitFor();
  await holds(ada, "In Progress", ["Write the texts"]);
  assert.deepEqual(ada.complaints.filter((one) => !one.includes("WebSocket connection")), []);
}
