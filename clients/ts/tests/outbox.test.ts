import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { NotConnected, Unsure } from "../src/index.js";
import { play } from "./server.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const move = (id?: string) => ({ type: "card.move" as const, ...(id ? { id } : {}), data: { card_id: "k", column_id: "c" } });
const busy = { type: "about:blank", title: "Conflict", status: 409, detail: "", code: "idempotency_key_in_use" };

/** What became of a promise so far. */
function outcome(promise: Promise<unknown>): { of: unknown } {
  const seen: { of: unknown } = { of: "pending" };
  promise.then(
    (value) => (seen.of = value),
    (error: unknown) => (seen.of = error),
  );
  return seen;
}

it("gives what the server answers", async () => {
  const { live, socket } = play();
  const [done, refused] = [outcome(live.send(move("a"))), outcome(live.send(move("b")))];
  const only = await socket();
  expect(only.sent).toEqual([]); // There is no hello yet.
  only.begins();
  expect(only.sent).toEqual([move("a"), move("b")]);
  only.says({ type: "ack", id: "a", ok: true, data: { id: "k" } });
  const problem = { ...busy, code: "version_conflict", current: { id: "k" } };
  only.says({ type: "ack", id: "b", ok: false, problem });
  await pass(0);
  expect(done.of).toEqual({ id: "a", ok: true, data: { id: "k" } });
  expect(refused.of).toEqual({ id: "b", ok: false, problem });
});

it("sends what was not answered again under the same id, in the same order, and nothing else", async () => {
  const { live, socket } = play();
  const first = await socket();
  first.begins();
  const answered = outcome(live.send(move("a")));
  void live.send(move());
  void live.send(move("c"));
  first.says({ type: "ack", id: "a", ok: true, data: {} });
  first.breaks();
  const late = outcome(live.send(move("d")));
  await pass(500);
  const second = await socket();
  second.hello();
  expect(second.sent).toEqual([...first.sent.slice(1), move("d")]);
  second.says({ type: "ack", id: "d", ok: true, data: {} });
  await pass(0);
  expect([answered.of, late.of]).toMatchObject([{ ok: true }, { ok: true }]);
});

it("finds ids that nobody else has", async () => {
  const { live, socket } = play();
  (await socket()).begins();
  for (let at = 0; at < 3; at += 1) void live.send(move());
  const ids = (await socket()).commands;
  expect(new Set(ids).size).toBe(3);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
  await expect(live.send(move(ids[0]))).rejects.toThrow(RangeError);
});

it("has 16 on their way at most", async () => {
  const { live, socket } = play();
  const only = await socket();
  only.begins();
  for (let at = 0; at < 20; at += 1) void live.send(move(`m${at}`));
  expect(only.sent.length).toBe(16);
  only.says({ type: "ack", id: "m3", ok: true, data: {} });
  expect(only.commands.at(-1)).toBe("m16");
});

it("asks again where another process is still at it", async () => {
  const { live, socket } = play();
  const only = await socket();
  only.begins();
  const sent = outcome(live.send(move("a")));
  only.says({ type: "ack", id: "a", ok: false, problem: busy });
  await pass(1_000);
  expect(only.commands).toEqual(["a", "a"]);
  only.says({ type: "ack", id: "a", ok: true, data: {} });
  await pass(0);
  expect(sent.of).toMatchObject({ ok: true });
});

it("does not send again what the server may have forgotten", async () => {
  const { live, socket } = play();
  (await socket()).begins();
  const sent = outcome(live.send(move("a")));
  (await socket()).breaks();
  const waiting = outcome(live.send(move("b")));
  await pass(99_000);
  expect(sent.of).toBe("pending");
  await pass(1_000);
  expect(sent.of).toBeInstanceOf(Unsure);
  (await socket()).begins();
  expect((await socket()).commands).toEqual(["b"]); // Which was never sent.
  expect(waiting.of).toBe("pending");
});

it("knows after sleep, too, what the server may have forgotten", async () => {
  const { live, socket } = play();
  (await socket()).begins();
  const sent = outcome(live.send(move("a")));
  (await socket()).breaks();
  vi.setSystemTime(Date.now() + 3_600_000);
  await pass(500);
  (await socket()).begins();
  await pass(0);
  expect(sent.of).toBeInstanceOf(Unsure);
  expect((await socket()).commands).toEqual([]);
});

it("keeps nothing that is stale a moment later", async () => {
  const { live, socket } = play();
  const typing = { type: "card.typing" as const, data: { card_id: "k" } };
  await expect(live.send(typing)).rejects.toThrow(NotConnected);
  const first = await socket();
  first.begins();
  const sent = outcome(live.send(typing));
  first.breaks();
  await pass(500);
  (await socket()).hello();
  expect((await socket()).sent).toEqual([]);
  expect(sent.of).toBeInstanceOf(NotConnected);
});

it("refuses what the server would not read", async () => {
  const { live, socket } = play();
  (await socket()).begins();
  const title = "é".repeat(33_000);
  await expect(live.send({ type: "card.create", data: { column_id: "c", title } })).rejects.toThrow(RangeError);
});

it("says of what is left at the end whether it was sent", async () => {
  const { live, socket } = play();
  (await socket()).begins();
  const sent = outcome(live.send(move("a")));
  (await socket()).breaks();
  const kept = outcome(live.send(move("b")));
  live.close();
  const late = outcome(live.send(move("c")));
  await pass(0);
  expect(sent.of).toBeInstanceOf(Unsure);
  expect(kept.of).toBeInstanceOf(NotConnected);
  expect(late.of).toBeInstanceOf(NotConnected);
});
