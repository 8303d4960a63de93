// Starts what the story needs, tells it, and clears away. BOARDWIRE is the program, CHROMIUM the browser.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Boardwire } from "./boardwire.mjs";
import { browse, servePage } from "./pages.mjs";
import { tell } from "./story.mjs";

const began = Date.now();
const folder = await mkdtemp(join(tmpdir(), "boardwire-journey."));
const site = await servePage();
const program = process.env.BOARDWIRE ?? "../../target/debug/boardwire";
const server = await Boardwire.in(folder, program, { ALLOWED_ORIGINS: site.origin });
const launched = [browse(site.origin), browse(site.origin)];
try {
  await server.start();
  await tell(server, (await Promise.all(launched)).map(({ page }) => page));
  const took = ((Date.now() - began) / 1000).toFixed(1);
  console.log(`journey: two browsers and a client in Node show what the server says, after ${took} s`);
} catch (error) {
  console.error(error, `\n--- the end of the server's log ---\n${await server.words()}`);
  process.exitCode = 1;
} finally {
  await server.stop("SIGKILL");
  for (const one of await Promise.allSettled(launched)) await one.value?.browser.close();
  site.close();
  await rm(folder, { recursive: true, force: true });
}
