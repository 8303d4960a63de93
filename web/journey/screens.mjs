// Pictures of the screens with the demo's data, for people to look at: light, dark and on a phone. BOARDWIRE is the program,
// WEB the built app, CHROMIUM the browser; the argument is the folder to write to. Each is a PNG, and a WebP of a quarter of its
// size for the documentation.

import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { Boardwire } from "../../clients/ts/journey/boardwire.mjs";
import { boardTools } from "./board-screens.mjs";
import { launch, person, PHONE } from "./browser.mjs";

const out = process.argv[2] ?? "../docs/screens";
const LOOKS = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  phone: { colorScheme: "light", ...PHONE },
};

const REPORTS = { report: "/reports/projects", workload: "/reports/workload", "team-performance": "/reports/team-performance" };
const ADMIN = Object.fromEntries(["users", "jobs", "queues", "schedules", "audit"].map((part) => [`admin-${part}`, `/admin/${part}`]));

/** The parts of accounts, teams and projects: their addresses below /app, and what they are called as pictures. */
async function shootParts(app, shoot, page, project) {
  const of = `/projects/${project}`;
  const { items: teams } = await page.evaluate(() => fetch("/api/v1/teams").then((answer) => answer.json()));
  const team = `/teams/${teams.find(({ personal }) => !personal).id}`;
  const parts = { chat: "/chat", people: "/people", activity: "/activity", labels: "/labels", files: "/files", exchange: "/exchange", settings: "/settings" };
  const all = {
    project: of,
    ...Object.fromEntries(Object.entries(parts).map(([name, path]) => [`project-${name}`, of + path])),
    ...{ teams: "/teams", team, "team-people": `${team}/people`, "team-activity": `${team}/activity`, "team-settings": `${team}/settings` },
    ...{ settings: "/settings", "settings-security": "/settings/security" },
    ...{ "settings-notifications": "/settings/notifications", "settings-programs": "/settings/programs" },
  };
  for (const [name, path] of Object.entries(all)) {
    await app(path);
    await shoot(name);
  }
  await app(`${of}/people`);
  await page.getByRole("button", { name: "Invite people" }).click();
  await shoot("invite");
}

/** The picture as WebP, which browsers can write. */
async function smaller(png) {
  const address = `data:image/png;base64,${png.toString("base64")}`;
  const packed = await desk.evaluate(async (address) => {
    const picture = new Image();
    picture.src = address;
    await picture.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: picture.width, height: picture.height });
    canvas.getContext("2d").drawImage(picture, 0, 0);
    return canvas.toDataURL("image/webp", 0.5);
  }, address);
  return Buffer.from(packed.slice(packed.indexOf(",") + 1), "base64");
}

const folder = await mkdtemp(join(tmpdir(), "boardwire-screens."));
const server = await Boardwire.in(folder, process.env.BOARDWIRE, { WEB_DIR: process.env.WEB });
const browser = await launch();
const desk = await browser.newPage();
try {
  await mkdir(out, { recursive: true });
  await server.start();
  const made = await promisify(execFile)(process.env.BOARDWIRE, ["admin", "demo"], { env: server.settings });
  const password = /password (\S+)/.exec(made.stdout)[1];
  for (const [look, options] of Object.entries(LOOKS)) {
    const { page, complaints } = await person(browser, options);
    const shoot = async (name) => {
      await page.waitForTimeout(350); // What glides in has arrived; these are pictures, and prove nothing.
      const png = await page.screenshot({ path: join(out, `${name}-${look}.png`) });
      await writeFile(join(out, `${name}-${look}.webp`), await smaller(png));
    };
    const app = (path) => page.goto(`${server.url}/app${path}`, { waitUntil: "networkidle" });
    await app("/register");
    await shoot("register");
    await app("/sign-in");
    await shoot("sign-in");
    await app("/forgot-password");
    await shoot("forgot-password");
    await app("/sign-in");
    await page.getByLabel("E-mail or handle").fill("nora@lighthouse.example");
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: /Hello/ }).waitFor();
    await shoot("home");
    if (look === "phone") {
      await page.getByRole("button", { name: "Open the navigation" }).click();
      await shoot("navigation");
    }
    const boards = await page.evaluate(() => fetch("/api/v1/boards").then((answer) => answer.json()));
    const [board] = boards.items;
    await shootParts(app, shoot, page, board.project_id);
    await app(`/boards/${board.id}`);
    await page.locator("[data-card]").first().waitFor();
    await shoot("board");
    await page.getByRole("button", { name: /^Notifications/ }).first().click();
    await shoot("notifications");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /^Add a card to/ }).first().click();
    await shoot("quick-add");
    await page.keyboard.press("Escape");
    await page.locator("[data-card] a").nth(1).click();
    await page.getByRole("dialog").waitFor();
    await shoot("card");
    await boardTools({ page, app, shoot, board });
    for (const [name, path] of Object.entries({ "all-notifications": "/notifications", "my-cards": "/my-cards", ...REPORTS, ...ADMIN })) {
      await app(path);
      await shoot(name);
    }
    const jobs = await page.evaluate(() => fetch("/api/v1/admin/jobs?kind=email").then((answer) => answer.json()));
    await app(`/admin/jobs/${jobs.items[0].id}`);
    await page.getByRole("dialog").waitFor();
    await shoot("admin-job");
    await app("/nowhere");
    await shoot("missing");
    if (complaints.length > 0) throw new Error(`the pages complain: ${complaints.join("\n")}`);
    await page.context().close();
  }
} catch (error) {
  console.error(error, `\n--- the end of the server's log ---\n${await server.words()}`);
  process.exitCode = 1;
} finally {
  await server.stop("SIGKILL");
  await browser.close();
  await rm(folder, { recursive: true, force: true });
}
