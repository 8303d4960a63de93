// What a page of somebody else's is to the server: files from another origin, and real browsers that show them.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
/** The pages are our own; and what looks for updates and the like would only wait for a network. */
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"].concat(
  ["--disable-component-update", "--disable-sync"],
);
const TYPES = { ".html": "text/html", ".js": "text/javascript" };

/** Serves the page, and the client as it was built below /client/. */
export async function servePage() {
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url, "http://page").pathname);
    const ours = path.startsWith("/client/") ? join("dist", path.slice("/client/".length)) : join("journey/page", path);
    const file = join(ROOT, path === "/" ? "journey/page/index.html" : ours);
    const content = await readFile(file).catch(() => undefined);
    response.writeHead(content ? 200 : 404, { "Content-Type": TYPES[extname(file)] ?? "text/plain" }).end(content);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/** A browser of its own, on the page. */
export async function browse(origin) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
  const page = await browser.newPage();
  await page.goto(origin);
  await page.waitForFunction(() => window.start);
  return { browser, page };
}

/** What a person reads on the page: columns with the titles of their cards. */
export function shown(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll("section")].map((section) => [
      section.querySelector("h2").textContent,
      ...[...section.querySelectorAll("li")].map((item) => item.firstChild.textContent),
    ]),
  );
}
