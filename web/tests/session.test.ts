import { beforeEach, expect, it, vi } from "vitest";

import { Unreachable } from "../src/api/problem.ts";
import { fetchWithSession, onSessionEnd } from "../src/api/session.ts";

/** A server with a session whose access token is spent until it is refreshed. */
function server({ spent = true, over = false } = {}) {
  const asked: string[] = [];
  let fresh = !spent;
  const ask = vi.fn(async (input: RequestInfo | URL) => {
    const path = new URL(input instanceof Request ? input.url : String(input), "http://here").pathname;
    asked.push(path);
    await new Promise((resolve) => setTimeout(resolve));
    if (path === "/api/v1/auth/refresh") {
      fresh = !over;
      return new Response("{}", { status: over ? 401 : 200 });
    }
    return new Response(input instanceof Request ? await input.text() : "", { status: fresh ? 200 : 401 });
  });
  return { asked, ask: ask as typeof fetch, refreshes: () => asked.filter((path) => path.endsWith("/refresh")).length };
}

const request = (path = "/api/v1/users/me", body?: string) =>
  new Request(`http://here${path}`, body === undefined ? {} : { method: "POST", body });
const ended = vi.fn();
onSessionEnd(ended);
beforeEach(() => ended.mockClear());

it("one refresh serves all requests that were refused", async () => {
  const { ask, refreshes } = server();
  const answers = await Promise.all(Array.from({ length: 8 }, () => fetchWithSession(request(), ask)));
  expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
  expect(refreshes()).toBe(1);
  expect(ended).not.toHaveBeenCalled();
});

it("a request that is sent again has its body", async () => {
  const answer = await fetchWithSession(request("/api/v1/projects", "the body"), server().ask);
  expect(await answer.text()).toBe("the body");
});

it("where the session is over, everyone is told", async () => {
  const { ask, refreshes } = server({ over: true });
  const answers = await Promise.all([fetchWithSession(request(), ask), fetchWithSession(request(), ask)]);
  expect(answers.map(({ status }) => status)).toEqual([401, 401]);
  expect(refreshes()).toBe(1);
  expect(ended).toHaveBeenCalled();
});

it("a wrong password is no spent session", async () => {
  const { ask, refreshes } = server();
  expect((await fetchWithSession(request("/api/v1/auth/login", "{}"), ask)).status).toBe(401);
  expect([refreshes(), ended.mock.calls.length]).toEqual([0, 0]);
});

it("a server that is away ends no session", async () => {
  const away = () => Promise.reject(new TypeError("fetch failed"));
  await expect(fetchWithSession(request(), away)).rejects.toThrow(Unreachable);
  const broken = vi.fn(async () => new Response("", { status: 401 })).mockResolvedValueOnce(new Response("", { status: 401 }));
  broken.mockResolvedValueOnce(new Response("", { status: 502 }));
  await expect(fetchWithSession(request(), broken)).rejects.toThrow(Unreachable);
  expect(ended).not.toHaveBeenCalled();
});
