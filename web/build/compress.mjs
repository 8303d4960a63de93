// Packs what was built, so that the server need not, and says how much script each screen loads. Fails where the board's is
// over its budget.

import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const BUDGET = 200_000;
const ROOT = fileURLToPath(new URL("../dist/app/", import.meta.url));
const TEXT = /\.(html|js|css|svg|json|txt|webmanifest)$/;
const sizes = new Map();

for (const entry of await readdir(ROOT, { recursive: true, withFileTypes: true })) {
  const file = join(entry.parentPath, entry.name);
  if (!entry.isFile() || !TEXT.test(entry.name)) continue;
  const content = await readFile(file);
  const zipped = gzipSync(content, { level: 9 });
  sizes.set(file.slice(ROOT.length), zipped.length);
  if (content.length < 512) continue;
  const quality = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  await writeFile(`${file}.gz`, zipped);
  await writeFile(`${file}.br`, brotliCompressSync(content, { params: quality }));
}

// What a chunk imports at its top, and what those import; and the entry. What is there before signing in is in a piece that all
// have (vite.config.ts).
async function scripts(name, seen = new Set()) {
  if (seen.has(name)) return seen;
  seen.add(name);
  const text = await readFile(join(ROOT, "assets", name), "utf8");
  for (const [, next] of text.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) await scripts(next, seen);
  return seen;
}

const names = [...sizes.keys()].filter((path) => path.endsWith(".js") && path.startsWith("assets/")).map((path) => path.slice(7));
const named = (name) => names.find((file) => file.startsWith(`${name}-`));
const [, entry] = /assets\/([^"]+\.js)/.exec(await readFile(join(ROOT, "index.html"), "utf8"));
const before = ["screen-sign-in", "screen-register"];
// What comes by itself a moment after the page counts as well.
const always = [entry, named("toast-parts")];
const soon = { board: [named("tools"), named("column-menu")] };
for (const screen of names.filter((name) => name.startsWith("screen-")).sort()) {
  const loaded = await scripts(screen);
  for (const name of [...always, ...(soon[screen.slice(7, -12)] ?? [])]) await scripts(name, loaded);
  if (!before.some((name) => screen.startsWith(name))) await scripts(named("frame"), loaded);
  const total = [...loaded].reduce((sum, name) => sum + sizes.get(`assets/${name}`), 0);
  console.log(`${(total / 1000).toFixed(1).padStart(7)} kB of gzipped script: ${screen.slice(7, -12)}`);
  if (screen.startsWith("screen-board") && total > BUDGET) {
    console.error(`the board loads ${total} bytes of script; ${BUDGET} is the most it may`);
    process.exitCode = 1;
  }
}
