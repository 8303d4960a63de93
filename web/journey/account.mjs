// One's own account, and the parts of a project.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";

import { until } from "../../clients/ts/journey/until.mjs";
import { healthy } from "./axe.mjs";
import { asks, makeProject, register, toProject } from "./people.mjs";

/** A second factor is set up and asked for; a token is shown once; wishes are kept. */
export async function an_account_is_looked_after({ server, browser }) {
  const ada = await register(browser, server, "Ada");
  const { page } = ada;
  const settings = (part) => page.goto(`${server.url}/app/settings${part}`);

  await settings("");
  await page.getByLabel("Name", { exact: true }).fill("Ada Lovelace");
  await page.getByLabel("Time zone").selectOption("Pacific/Auckland");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: /^Ada Lovelace/ }).waitFor();
  await healthy(ada);
  await until("the time zone is kept", async () => (await asks(ada, "GET", "/users/me")).time_zone === "Pacific/Auckland");

  await settings("/notifications");
  const box = page.getByRole("checkbox", { name: "A card is moved: By e-mail" });
  await box.uncheck();
  await page.getByRole("combobox", { name: "Mail comes" }).selectOption("daily");
  await page.getByRole("combobox", { name: "At", exact: true }).selectOption("17");
  await until("all of it is kept", async () => {
    const { digest_hour, kinds } = await asks(ada, "GET", "/users/me/notification-settings");
    return digest_hour === 17 && kinds.moved.email === false;
  });
  await page.reload();
  await until("it is as it was left", async () => (await box.count()) === 1 && !(await box.isChecked()));
  await healthy(ada);

  await settings("/programs");
  await page.getByRole("button", { name: "New token" }).click();
  await page.getByLabel("What it is for").fill("Backups");
  await page.getByRole("button", { name: "Make the token" }).click();
  const token = await page.getByRole("textbox", { name: "Backups" }).inputValue();
  const asked = await fetch(`${server.url}/api/v1/projects`, { headers: { Authorization: `Bearer ${token}` } });
  assert.equal(asked.status, 200);
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).first().click();
  await healthy(ada);
  await page.getByRole("button", { name: "Revoke Backups" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await page.getByText("No tokens yet.").waitFor();

  await settings("/security");
  await page.getByText("This device").waitFor();
  await page.getByRole("button", { name: "Set it up" }).click();
  await page.getByRole("img", { name: /QR code/ }).waitFor();
  const secret = await page.getByLabel("Or type this secret").inputValue();
  await healthy(ada);
  await page.getByRole("textbox", { name: "Code" }).fill(totp(secret));
  await page.getByRole("button", { name: "Turn it on" }).click();
  const codes = page.getByRole("dialog", { name: "Your recovery codes" }).getByRole("listitem");
  await codes.first().waitFor();
  const code = await codes.first().textContent();
  await page.getByRole("button", { name: "I have kept them" }).click();
  await page.getByRole("button", { name: "Turn it off" }).waitFor();
  await page.getByRole("button", { name: /^Ada Lovelace/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByLabel("E-mail or handle").fill("ada");
  await page.getByLabel("Password").fill("tall-giraffe-sings");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByLabel("Code").fill(code);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Hello, Ada" }).waitFor();
  await settings("/security");
  await page.getByRole("button", { name: "Turn it off" }).waitFor();
  assert.deepEqual(ada.complaints, []);
}

/** Labels, files, in and out, and what is asked before a project is deleted. */
export async function a_project_has_its_parts({ server, browser }) {
  const ada = await register(browser, server, "Ada");
  const { page } = ada;
  await makeProject(ada, "Website");
  await toProject(ada, "Website");
  const part = (name) => page.getByRole("navigation", { name: "Parts of the project" }).getByRole("link", { name }).click();

  await part("Labels");
  await page.getByRole("button", { name: "New label" }).click();
  await page.getByLabel("Name").fill("Bug");
  await page.getByRole("radio", { name: "Teal" }).check();
  await healthy(ada);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Change Bug" }).waitFor();
  await healthy(ada);

  await part("Files");
  // Over a slow line one sees how far a file is.
  const network = await page.context().newCDPSession(page);
  const slow = (uploadThroughput) => network.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput });
  await network.send("Network.enable");
  await slow(100_000);
  await page.getByLabel("Upload files").setInputFiles([
    { name: "plan.txt", mimeType: "text/plain", buffer: Buffer.from("Buy nails. ".repeat(50_000)) },
    { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("Buy nails.") },
  ]);
  await page.getByRole("listitem").filter({ hasText: "plan.txt" }).getByText(/^[1-9]\d?%$/).waitFor();
  await healthy(ada);
  await slow(-1);
  const [saved] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download notes.txt" }).click()]);
  assert.equal(saved.suggestedFilename(), "notes.txt");
  await healthy(ada);

  await part("Import and export");
  const table = "title,column,description\nBuy nails,To Do,Long ones\nPaint the door,Done,\n,To Do,no title\n";
  await page.getByLabel("From").selectOption("csv");
  await page.getByLabel("File", { exact: true }).setInputFiles({ name: "cards.csv", mimeType: "text/csv", buffer: Buffer.from(table) });
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await page.getByText("2 cards were made, 0 were there already.").waitFor();
  await page.getByText("Left out").waitFor();
  await healthy(ada);

  await part("Boards");
  await page.getByRole("img", { name: "1 of 2 cards are done (50 %)" }).waitFor();
  await page.getByText("You are the only one here").waitFor();
  await healthy(ada);
  await part("Activity");
  await page.getByRole("heading", { name: "Today" }).waitFor();
  await healthy(ada);

  await part("Settings");
  await page.getByLabel("Deadline").fill("2027-03-01");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("The project is saved.").waitFor();
  await healthy(ada);
  // Without the word, the browser does not send it.
  await page.getByRole("button", { name: "Delete the project" }).click();
  const yes = page.getByRole("dialog").getByRole("button", { name: "Delete the project" });
  const word = page.getByLabel(/^Type/);
  await yes.click();
  await until("the field is pointed at", () => word.evaluate((field) => field === document.activeElement && !field.validity.valid));
  assert.equal((await asks(ada, "GET", "/projects")).items.length, 1);
  await word.fill((await asks(ada, "GET", "/projects")).items[0].key);
  await yes.click();
  await page.getByText("Make your first project").waitFor();
  assert.deepEqual(ada.complaints, []);
}

/** What an app on a phone shows now (RFC 6238). */
function totp(secret, now = Date.now()) {
  const bits = [...secret].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)));
  const sum = createHmac("sha1", key).update(counter).digest();
  const at = sum[19] & 15;
  return String((sum.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
