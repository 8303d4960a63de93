// Starts what the stories need, tells them one after the other, and clears away. BOARDWIRE is the program, WEB the built app,
// CHROMIUM the browser; arguments name the stories to tell.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Boardwire } from "../../clients/ts/journey/boardwire.mjs";
import { launch } from "./browser.mjs";
import * as account from "./account.mjs";
import * as card from "./card.mjs";
import * as first from "./first-board.mjs";
import * as overview from "./overview.mjs";
import * as phone from "./phone.mjs";
import * as restart from "./restart.mjs";
import * as seen from "./seen.mjs";
import * as signingIn from "./signing-in.mjs";
import * as together from "./together.mjs";

const stories = { ...first, ...card, ...signingIn, ...together, ...account, ...phone, ...seen, ...overview, ...restart };
const wanted = process.argv.slice(2);
const browser = await launch();
for (const [name, story] of Object.entries(stories)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const began = Date.now();
  const folder = await mkdtemp(join(tmpdir(), "boardwire-web."));
  const server = await Boardwire.in(folder, process.env.BOARDWIRE, { WEB_DIR: process.env.WEB });
  try {
    await server.start();
    await story({ server, browser });
    console.log(`web: ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  } catch (error) {
    console.error(`web: ${name} failed:`, error, `\n--- the end of the server's log ---\n${await server.words()}`);
    process.exitCode = 1;
  } finally {
    for (const context of browser.contexts()) await context.close();
    await server.stop("SIGKILL");
    await rm(folder, { recursive: true, force: true });
  }
}
await browser.close();
