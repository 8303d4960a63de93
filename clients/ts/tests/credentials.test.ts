import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { connect, type Scope } from "../src/index.js";
import { socketUrl } from "../src/scope.js";
import { FakeSocket, play } from "./server.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A server that answers requests for tickets with these statuses, then 201. */
function server(...statuses: number[]) {
  const asked: { url: string; token: string | null; body: unknown }[] = [];
  const answer = async (url: unknown, init?: RequestInit) => {
    asked.push({ url: String(url), token: new Headers(init?.headers).get("Authorization"), body: JSON.parse(String(init?.body)) });
    const status = statuses.shift() ?? 201;
    return new Response(JSON.stringify({ ticket: `of ${asked.length}`, expires_in: 30 }), { status, headers: { "Retry-After": "7" } });
  };
  return { asked, fetch: answer as typeof fetch };
}

it.each<[Scope, object, string]>([
  [{ board: "b1" }, { scope: "board", board_id: "b1" }, "/ws/boards/b1"],
  [{ project: "p1" }, { scope: "project", project_id: "p1" }, "/ws/projects/p1"],
  ["notifications", { scope: "notifications" }, "/ws/notifications"],
])("a token fetches a ticket for %j", async (scope, body, path) => {
  const { asked, fetch } = server();
  const opened: string[] = [];
  class Socket extends FakeSocket {
    constructor(url: string) {
      super(url);
      opened.push(url);
    }
  }
  connect({ url: "http://localhost:8000/", scope, token: "secret", fetch, WebSocket: Socket });
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toEqual([{ url: "http://localhost:8000/api/v1/ws/tickets", token: "Bearer secret", body }]);
  expect(opened).toEqual([`ws://localhost:8000${path}?ticket=of+1`]);
});

it("a server may be below a path, and the cookie may do", () => {
  expect(socketUrl("https://example.org/boards/", "notifications", undefined, undefined)).toBe("wss://example.org/boards/ws/notifications");
});

it("what is no address throws at once", () => {
  expect(() => play({ url: "boards.example.org" })).toThrow(TypeError);
});

it("a token that is refused is asked for anew, once", async () => {
  const tokens = vi.fn(({ refused }: { refused: boolean }) => (refused ? "new" : "old"));
  const { asked, fetch } = server(401, 201);
  const { live, socket } = withToken(tokens, fetch);
  expect((await socket()).query).toEqual({ ticket: "of 2" });
  expect(asked.map(({ token }) => token)).toEqual(["Bearer old", "Bearer new"]);
  live.close();

  const refused = withToken(() => "old", server(401, 401).fetch).live;
  await vi.advanceTimersByTimeAsync(0);
  expect(refused.status).toEqual({ state: "closed", reason: "signed_out" });
});

it.each([
  [401, "signed_out"],
  [403, "forbidden"],
  [404, "not_found"],
  [422, "not_found"],
])("%i for a ticket ends it", async (status, reason) => {
  const { live } = withToken("secret", server(status).fetch);
  await vi.advanceTimersByTimeAsync(0);
  expect(live.status).toEqual({ state: "closed", reason });
});

it("it comes back when a busy server says", async () => {
  const { asked, fetch } = server(429);
  const { live, socket } = withToken("secret", fetch, () => 0);
  await vi.advanceTimersByTimeAsync(0);
  expect(live.status).toMatchObject({ state: "waiting", ms: 7_000 });
  await vi.advanceTimersByTimeAsync(7_000);
  expect((await socket()).query).toEqual({ ticket: "of 2" });
  expect(asked.length).toBe(2);
});

function withToken(token: NonNullable<Parameters<typeof play>[0]>["token"] & {}, fetch: typeof globalThis.fetch, random = () => 1) {
  return play({ ticket: undefined as never, token, fetch, random });
}
