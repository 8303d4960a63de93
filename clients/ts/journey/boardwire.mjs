// A server of ours, as an operator starts it: one process with its data in a folder, that can be killed and started again
// at the same address. And people who talk to it over HTTP.

import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";

import { until } from "./until.mjs";

export class Boardwire {
  #child;

  static async in(folder, program, settings) {
    const made = new Boardwire();
    const [port, watch] = [await freePort(), await freePort()];
    Object.assign(made, { program, url: `http://127.0.0.1:${port}`, log: join(folder, "server.log") });
    made.settings = {
      BIND_ADDR: `127.0.0.1:${port}`,
      METRICS_ADDR: `127.0.0.1:${watch}`,
      BASE_URL: made.url,
      DATA_DIR: join(folder, "data"),
      RATE_LIMIT: "off",
      RUST_LOG: "warn",
      ...settings,
    };
    return made;
  }

  async start() {
    const child = spawn(this.program, ["all"], { env: this.settings, stdio: ["ignore", "pipe", "pipe"] });
    const log = createWriteStream(this.log, { flags: "a" });
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    child.on("error", (error) => log.write(String(error)));
    this.ended = new Promise((resolve) => child.once("exit", resolve));
    this.#child = child;
    await until("the server is ready", async () => {
      if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
      return fetch(`${this.url}/readyz`).then(({ ok }) => ok, () => false);
    });
  }

  /** SIGKILL is a power cut; SIGTERM asks it to end. */
  async stop(signal) {
    this.#child?.kill(signal);
    await this.ended;
  }

  /** The end of what it wrote. */
  async words() {
    return (await readFile(this.log, "utf8").catch(() => "")).slice(-8_000);
  }

  async register(name) {
    const account = { name, email: `${name.toLowerCase()}@example.org`, password: "tall-giraffe-sings" };
    const { access_token, user } = await new Person(this, undefined).post("/auth/register", account);
    return new Person(this, access_token, user);
  }
}

class Person {
  constructor(server, token, user) {
    Object.assign(this, { server, token, ...user });
  }

  get(path) {
    return this.#ask("GET", path);
  }

  post(path, body) {
    return this.#ask("POST", path, body);
  }

  put(path, body) {
    return this.#ask("PUT", path, body);
  }

  patch(path, body) {
    return this.#ask("PATCH", path, body);
  }

  delete(path) {
    return this.#ask("DELETE", path);
  }

  async #ask(method, path, body) {
    const headers = { "Content-Type": "application/json", ...(this.token && { Authorization: `Bearer ${this.token}` }) };
    const answer = await fetch(`${this.server.url}/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.status === 204 ? undefined : answer.json();
  }
}

function freePort() {
  return new Promise((resolve) => {
    const listener = createServer().listen(0, "127.0.0.1", () => {
      const { port } = listener.address();
      listener.close(() => resolve(port));
    });
  });
}
