// What people do in the app, in the words of the screen.

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
