// What people do in the app, in the words of the screen. Whatever comes later than what was done is waited for.

import { until } from "../../clients/ts/journey/until.mjs";
import { person } from "./browser.mjs";

/** Registers in a browser of their own, and is home. */
export async function register(browser, server, name, options) {
  const { page, complaints } = await person(browser, options);
  await page.goto(`${server.url}/app/register`);
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("E-mail").fill(`${name.toLowerCase()}@example.org`);
  await page.getByLabel("Password").fill("tall-giraffe-sings");
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByRole("heading", { name: `Hello, ${name}` }).waitFor();
  return { page, complaints, name };
}

/** Makes a project and is on its board. */
export async function makeProject({ page }, name) {
  await page.getByRole("button", { name: "New project" }).first().click();
  await page.getByRole("dialog").getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Create project" }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
  await column({ page }, "To Do").waitFor();
}

/** Ada and Grace in one project, with cards to do on its board, of which the first is given. Ada is there, Grace at home. */
export async function twoAtOneBoard({ server, browser }, titles = ["Write the texts"]) {
  const ada = await register(browser, server, "Ada");
  await makeProject(ada, "Website");
  await addCards(ada, "To Do", titles);
  const grace = await register(browser, server, "Grace");
  const [{ id: board, project_id: project }] = (await asks(ada, "GET", "/boards")).items;
  const { id: graceId } = await asks(grace, "GET", "/users/me");
  await asks(ada, "PUT", `/projects/${project}/members/${graceId}`, { role: "member" });
  await bell(grace, 1);
  const { items: cards } = await asks(ada, "GET", `/boards/${board}/cards`);
  const { id: cardId } = cards.find(({ title }) => title === titles[0]);
  return { ada, grace, graceId, board, cardId };
}

/** Goes to a project, or to the board of a name, by the entries at the side: a page may link to both elsewhere, too. */
export const toProject = ({ page }, name) => entry(page, { name }).first().click();
export const toBoard = ({ page }, name) => entry(page, { name, exact: true }).click();
const entry = (page, which) => page.getByRole("navigation", { name: "Main" }).getByRole("link", which);

export async function addCards({ page }, to, titles) {
  await page.getByRole("button", { name: `Add a card to ${to}` }).click();
  for (const title of titles) {
    await page.getByLabel("Title of the card").fill(title);
    await page.keyboard.press("Enter");
    await card({ page }, title).waitFor();
  }
  await page.keyboard.press("Escape");
}

export const column = ({ page }, name) => page.getByRole("region", { name, exact: true });
export const card = ({ page }, title) => page.getByRole("link", { name: title });

/** The titles of a column's cards, in order. */
export const titles = (who, name) => column(who, name).locator("[data-card] [data-title]").allTextContents();

/** Waits until these are a column's cards, in this order. */
export const holds = (who, name, wanted) =>
  until(`${name} holds ${wanted.join(", ") || "nothing"}`, async () => (await titles(who, name)).join("\n") === wanted.join("\n"));

export const bell = ({ page }, unread) =>
  page.getByRole("button", { name: unread === 0 ? "Notifications" : `Notifications, ${unread} unread`, exact: true }).waitFor();

/** Whatever was begun is drawn, and whoever waits for keys after that does. */
export const drawn = ({ page }) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))));

/** Waits until the focus is on something with these words. */
export const focusIsOn = ({ page }, words) =>
  until(`the focus is on “${words}”`, () => page.evaluate((text) => document.activeElement.textContent.includes(text), words));

/** Waits until a dialog is open, and the focus in it: before that, keys are not its own. */
export async function opened({ page }, name) {
  const dialog = page.getByRole("dialog", { name });
  await dialog.waitFor();
  await until(`the focus is in “${name}”`, () => dialog.evaluate((element) => element.contains(document.activeElement)));
  return dialog;
}

/** Closes what is open by Escape. Notices are dialogs, too, and stay. */
export async function escapes({ page }) {
  await drawn({ page });
  await page.keyboard.press("Escape");
  await page.locator("[role=dialog]:not([data-notice])").waitFor({ state: "detached" });
}

/** Takes back what a notice tells of. It waits for as long as it is pointed at. */
export async function undoes({ page }, told) {
  const notice = page.locator("[data-notice]", { hasText: told });
  await notice.hover();
  await notice.getByRole("button", { name: "Undo" }).click();
}

/** What a screen reader was told last. */
export async function said({ page }, words) {
  const heard = () => page.locator("[role=status]").allTextContents().then((all) => all.join(" | "));
  await until(`${words} is said`, async () => (await heard()).includes(words)).catch(async (error) => {
    throw new Error(`${error.message}; heard: ${await heard()}`);
  });
}

/** Picks a card up by keyboard, and is ready to carry it. */
export async function picksUp(who, title) {
  await card(who, title).focus();
  await who.page.keyboard.press("Space");
  await said(who, `${title} is picked up`);
  await drawn(who);
}

/** Asks the API as this person, by the cookies of their browser. */
export function asks({ page }, method, path, body) {
  return page.evaluate(
    async ([method, path, body]) => {
      const headers = { "Content-Type": "application/json" };
      const answer = await fetch(`/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
      return answer.status === 204 ? null : answer.json();
    },
    [method, path, body],
  );
}
