// Coming in.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";

import { asks, makeProject, register } from "./people.mjs";

/** The second step asks for a code, says what is wrong with one, and leads to where one was going. All of it by keyboard. */
export async function who_has_a_second_factor_signs_in_with_a_code({ server, browser }) {
  const { page, complaints } = await register(browser, server, "Ada");
  await makeProject({ page }, "Website");
  const board = page.url();
  const { secret } = await asks({ page }, "POST", "/auth/totp");
  // A code is taken once: this is the one before, which still is.
  const spent = codeOf(secret, -1);
  const { recovery_codes: codes } = await asks({ page }, "POST", "/auth/totp/confirm", { code: spent });

  await signOut(page);
  await page.goto(board);
  await fill(page, "E-mail or handle", "ada@example.org");
  await fill(page, "Password", "tall-giraffe-sings");
  await page.keyboard.press("Enter");
  const code = page.getByLabel("Code");
  await code.waitFor();
  assert.ok(await code.evaluate((field) => field === document.activeElement), "the code can be typed at once");
  await code.fill(spent);
  await page.keyboard.press("Enter");
  await page.getByRole("alert").getByText("code").waitFor();
  await code.fill(codeOf(secret, 0));
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Website" }).waitFor();
  assert.equal(page.url(), board);

  // Whose phone is gone has recovery codes, and may begin again from the password.
  await signOut(page);
  await fill(page, "E-mail or handle", "ada");
  await fill(page, "Password", "tall-giraffe-sings");
  await page.keyboard.press("Enter");
  await code.waitFor();
  await page.getByRole("button", { name: "Begin again" }).click();
  await fill(page, "E-mail or handle", "ada");
  await fill(page, "Password", "tall-giraffe-sings");
  await page.keyboard.press("Enter");
  await code.fill(codes[0]);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Website" }).waitFor();
  assert.deepEqual(complaints, []);
}

/** By the menu, by keyboard: it opens at its first item, Escape gives the focus back, and it opens again. */
async function signOut(page) {
  const account = page.getByRole("button", { name: "Account" });
  const menu = page.getByRole("menu");
  await account.focus();
  for (const key of ["Enter", "ArrowDown"]) {
    await page.keyboard.press(key);
    await menu.waitFor();
    await page.keyboard.press("Escape");
    await menu.waitFor({ state: "detached" });
    assert.ok(await account.evaluate((button) => button === document.activeElement), `the focus is back after ${key}`);
  }
  await page.keyboard.press("Enter");
  await menu.waitFor();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
}

const fill = (page, label, text) => page.getByLabel(label).fill(text);

/** The code that an app on one's phone shows (RFC 6238), so many steps of 30 s away from now. */
function codeOf(secret, apart) {
  const bits = [...secret].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + apart));
  const hash = createHmac("sha1", key).update(step).digest();
  const at = hash[19] & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
