// Coming in.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";

import { until } from "../../clients/ts/journey/until.mjs";
import { asks, drawn, makeProject, register } from "./people.mjs";

/** The second step asks for a code, says what is wrong with one, and leads to where one was going. All of it by keyboard. */
export async function who_has_a_second_factor_signs_in_with_a_code({ server, browser }) {
  const { page, complaints } = await register(browser, server, "Ada");
  const context = page.context();
  await makeProject({ page }, "Website");
  const board = page.url();
  const { secret } = await asks({ page }, "POST", "/auth/totp");
  // A code is taken once: this is the one before, which still is; where its step ends on the way, the next one's.
  let spent, codes;
  await until("a code is taken", async () => {
    spent = codeOf(secret, -1);
    return (codes = (await asks({ page }, "POST", "/auth/totp/confirm", { code: spent })).recovery_codes);
  });

  await signOut(page);
  await page.goto(board);
  await fill(page, "E-mail or handle", "ada@example.org");
  await fill(page, "Password", "tall-giraffe-sings");
  await page.keyboard.press("Enter");
  const code = page.getByLabel("Code");
  await code.waitFor();
  await until("the code can be typed at once", () => isFocused(code));
  await code.fill(spent);
  await page.keyboard.press("Enter");
  await page.getByRole("alert").getByText("code").waitFor();
  await code.fill(codeOf(secret, 0));
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Website" }).waitFor();
  await until("one is where one was going", () => page.url() === board);

  // Whose phone is gone has recovery codes, and may begin again from the password. Who left comes home.
  await signOut(page);
  await page.getByText("You have signed out.").waitFor();
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
  await page.getByRole("heading", { level: 1, name: "Hello, Ada" }).waitFor();

  // Who was sent out is told so, and comes back.
  await page.goto(board);
  await page.getByRole("heading", { level: 1, name: "Website" }).waitFor();
  await context.clearCookies();
  await page.getByRole("link", { name: "My cards" }).click();
  await page.getByText("You were signed out. Sign in to go on where you were.").waitFor();
  assert.deepEqual(complaints, []);
}

/** By the menu, by keyboard: it opens at its first item, Escape gives the focus back, and it opens again. */
async function signOut(page) {
  const account = page.getByRole("button", { name: "Account" });
  const menu = page.getByRole("menu");
  await account.focus();
  for (const key of ["Enter", "ArrowDown"]) {
    await page.keyboard.press(key);
    await holdsFocus(page, menu);
    await page.keyboard.press("Escape");
    await menu.waitFor({ state: "detached" });
    await until(`the focus is back after ${key}`, () => isFocused(account));
  }
  await page.keyboard.press("Enter");
  await holdsFocus(page, menu);
  await page.keyboard.press("End");
  await until("the last item is chosen", () => isFocused(menu.getByRole("menuitem", { name: "Sign out" })));
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
}

const isFocused = (what) => what.evaluate((element) => element === document.activeElement);

/** Keys are an open menu's once the focus is on one of its items. */
async function holdsFocus(page, menu) {
  await menu.waitFor();
  await until("the focus is in the menu", () => menu.evaluate((element) => element.contains(document.activeElement)));
  await drawn({ page });
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
