import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { SignedOut } from "../src/index.js";
import { play } from "./server.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe("connecting", () => {
  it("takes a new ticket each time, and goes on where it was", async () => {
    const { live, socket, heard } = play();
    const first = await socket();
    expect(first.url.href).toBe("wss://boards.example.org/ws/boards/b1?ticket=t1");
    first.begins(41);
    first.event(42);
    expect(live.position).toEqual({ seq: 42, epoch: "e1" });
    first.breaks();
    await pass(500);
    const second = await socket();
    expect(second.query).toEqual({ ticket: "t2", since: "42", epoch: "e1" });
    second.hello(44);
    second.event(43);
    second.event(44);
    expect(heard).toEqual(["snapshot 41", "event 42", "event 43", "event 44"]);
  });

  it("begins where an earlier one was", async () => {
    const { socket } = play({ from: { seq: 7, epoch: "e0" } });
    expect((await socket()).query).toEqual({ ticket: "t1", since: "7", epoch: "e0" });
  });

  it("tries again when connecting takes too long, and hears nothing of the old socket any more", async () => {
    const { sockets, socket, heard } = play();
    const slow = await socket();
    await pass(20_000 + 500);
    expect(sockets.length).toBe(2);
    expect(slow.left).toBe(true);
    slow.begins(1);
    slow.breaks(4404);
    expect(heard).toEqual([]);
    sockets[1]!.begins(2);
    expect(heard).toEqual(["snapshot 2"]);
  });

  it("tries again when no ticket can be had", async () => {
    const ticket = vi.fn(async () => "t").mockRejectedValueOnce(new TypeError("network"));
    const { sockets, statuses } = play({ ticket });
    await pass(0);
    expect(statuses.at(-1)).toMatchObject({ state: "waiting", why: "TypeError: network" });
    await pass(500);
    expect(sockets.length).toBe(1);
  });

  it("opens nothing with a ticket that comes after the end", async () => {
    let give = (_: string) => {};
    const { live, sockets } = play({ ticket: () => new Promise((resolve) => (give = resolve)) });
    live.close();
    give("late");
    await pass(0);
    expect(sockets).toEqual([]);
  });

  it("tells how it is", async () => {
    const { live, socket, statuses } = play();
    (await socket()).begins();
    (await socket()).breaks();
    await pass(500);
    live.close();
    expect(statuses.map(({ state }) => state)).toEqual(["open", "waiting", "connecting", "closed"]);
    expect(live.status).toEqual({ state: "closed", reason: "closed" });
  });

  it("stays closed, with its socket", async () => {
    const { live, sockets, socket, heard } = play();
    const only = await socket();
    only.begins();
    live.close();
    expect(only.left).toBe(true);
    only.event(1);
    only.breaks();
    await pass(100_000);
    expect([sockets.length, heard]).toEqual([1, ["snapshot 0"]]);
  });
});

describe("a stream", () => {
  it("is taken from a new snapshot after resync", async () => {
    const { live, socket, heard } = play();
    (await socket()).begins(5);
    (await socket()).breaks();
    await pass(500);
    const second = await socket();
    second.hello(90, "e2");
    second.says({ type: "resync" });
    second.says({ type: "snapshot", seq: 90, data: {} });
    second.event(91);
    expect(heard).toEqual(["snapshot 5", "snapshot 90", "event 91"]);
    expect(live.position).toEqual({ seq: 91, epoch: "e2" });
  });

  it("asks for a snapshot where the connection broke between resync and snapshot", async () => {
    const { socket } = play({ from: { seq: 5, epoch: "e1" } });
    const first = await socket();
    first.hello(90);
    first.says({ type: "resync" });
    first.breaks();
    await pass(500);
    expect((await socket()).query).toEqual({ ticket: "t2" });
  });

  it("passes over what it knows", async () => {
    const { socket, heard } = play();
    const only = await socket();
    only.begins(5);
    for (const seq of [5, 6, 6, 7]) only.event(seq);
    expect(heard).toEqual(["snapshot 5", "event 6", "event 7"]);
  });

  it("fills a gap by connecting again, and by a snapshot where that does not fill it", async () => {
    const { sockets, socket, heard } = play();
    const first = await socket();
    first.begins(5);
    first.event(8);
    expect(first.left).toBe(true);
    await pass(500);
    expect((await socket()).query).toMatchObject({ since: "5" });
    sockets[1]!.hello(8);
    sockets[1]!.event(8);
    await pass(1_000);
    expect((await socket()).query).toEqual({ ticket: "t3" });
    sockets[2]!.begins(8);
    sockets[2]!.event(9);
    expect(heard).toEqual(["snapshot 5", "snapshot 8", "event 9"]);
  });

  it("numbers notifications together with events", async () => {
    const { socket, heard } = play();
    const only = await socket();
    only.begins(1);
    only.says({ type: "notification", seq: 2, data: {}, unread_count: 1 });
    only.event(3);
    expect(heard).toEqual(["snapshot 1", "notification 2", "event 3"]);
  });

  it("goes on though a listener throws, and though a newer server says what it does not know", async () => {
    const { live, socket, heard } = play();
    const reported = vi.fn();
    vi.stubGlobal("queueMicrotask", reported);
    live.on("event", () => {
      throw new Error("of the page");
    });
    const only = await socket();
    only.begins(1);
    only.event(2);
    only.says({ type: "weather", sun: true });
    only.event(3);
    vi.unstubAllGlobals();
    expect(heard).toEqual(["snapshot 1", "event 2", "event 3"]);
    expect(reported.mock.calls.length).toBe(2);
    expect(reported.mock.calls[0]![0]).toThrow("of the page");
  });
});

describe("waiting", () => {
  it("is longer each time, by chance, and short again after a connection that held", async () => {
    const { sockets, statuses, socket } = play({ random: () => 0.5 });
    const waits = () => statuses.flatMap((status) => (status.state === "waiting" ? [status.ms] : []));
    await socket();
    for (let at = 0; at < 9; at += 1) {
      sockets.at(-1)!.hello();
      await pass(9_000); // That is not yet a connection that holds.
      sockets.at(-1)!.breaks();
      await pass(15_000);
    }
    expect(waits()).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
    (await socket()).hello();
    await pass(10_000);
    (await socket()).breaks();
    expect(waits().at(-1)).toBe(250);
  });

  it("is as long as a server says that is being stopped", async () => {
    const { statuses, sockets, socket } = play();
    (await socket()).begins();
    (await socket()).breaks(1001, "the server restarts; connect again with since and epoch in 3210 ms");
    expect(statuses.at(-1)).toMatchObject({ state: "waiting", ms: 3210 });
    await pass(3209);
    expect(sockets.length).toBe(1);
    await pass(1);
    expect(sockets.length).toBe(2);
  });

  it("is not short where there were too many sockets", async () => {
    const { statuses, socket } = play({ random: () => 0 });
    (await socket()).breaks(4429, "too many sockets");
    expect(statuses.at(-1)).toMatchObject({ ms: 5_000 });
  });

  it("ends when the browser is online again", async () => {
    const target = new EventTarget();
    vi.stubGlobal("addEventListener", target.addEventListener.bind(target));
    const remove = vi.spyOn(target, "removeEventListener");
    vi.stubGlobal("removeEventListener", target.removeEventListener.bind(target));
    vi.stubGlobal("navigator", { onLine: false });
    const { live, sockets, statuses, socket } = play();
    (await socket()).begins();
    (await socket()).breaks();
    expect(statuses.at(-1)).toMatchObject({ ms: 30_000 });
    vi.stubGlobal("navigator", { onLine: true });
    target.dispatchEvent(new Event("online"));
    await pass(0);
    expect(sockets.length).toBe(2);
    sockets[1]!.hello();
    target.dispatchEvent(new Event("offline")); // May be wrong: asks, and gives up when nothing answers.
    expect(sockets[1]!.sent).toMatchObject([{ type: "ping" }]);
    await pass(5_000);
    expect(live.status.state).toBe("waiting");
    live.close();
    target.dispatchEvent(new Event("online"));
    await pass(60_000);
    expect(sockets.length).toBe(2);
    expect(remove.mock.calls.map(([name]) => name)).toEqual(["online", "offline"]);
    vi.unstubAllGlobals();
  });
});

describe("refusals", () => {
  it.each([
    [4403, "forbidden"],
    [4404, "not_found"],
  ])("of %i are final", async (code, reason) => {
    const { live, sockets, socket } = play();
    (await socket()).begins();
    (await socket()).breaks(code);
    await pass(100_000);
    expect([live.status, sockets.length]).toEqual([{ state: "closed", reason }, 1]);
  });

  it("of credentials ask for new ones once, at once", async () => {
    const ticket = vi.fn(async () => "t");
    const { live, socket, sockets } = play({ ticket });
    (await socket()).begins();
    (await socket()).breaks(4401);
    (await socket()).breaks(4401);
    expect(ticket.mock.calls).toEqual([[{ refused: false }], [{ refused: true }]]);
    expect([live.status, sockets.length]).toEqual([{ state: "closed", reason: "signed_out" }, 2]);
  });

  it("of credentials ask anew after a connection that held", async () => {
    const ticket = vi.fn(async () => "t");
    const { live, socket } = play({ ticket });
    for (let at = 0; at < 3; at += 1) {
      (await socket()).hello();
      await pass(10_000);
      (await socket()).breaks(4401);
    }
    await socket();
    expect(ticket.mock.calls.flat()).toEqual([false, true, true, true].map((refused) => ({ refused })));
    expect(live.status.state).toBe("connecting");
  });

  it("end it where the page says that nobody is signed in", async () => {
    const { live } = play({ ticket: () => Promise.reject(new SignedOut()) });
    await pass(0);
    expect(live.status).toEqual({ state: "closed", reason: "signed_out" });
  });
});

describe("the heartbeat", () => {
  it("asks after a silence, and gives up when nothing answers", async () => {
    const { live, socket } = play();
    const only = await socket();
    only.begins();
    await pass(24_000);
    only.event(1);
    await pass(24_999);
    expect(only.sent).toEqual([]);
    await pass(1);
    expect(only.sent).toMatchObject([{ type: "ping" }]);
    await pass(24_999);
    expect(live.status.state).toBe("open");
    await pass(1);
    expect(live.status.state).toBe("waiting");
    expect(only.left).toBe(true);
  });

  it("is satisfied by any frame", async () => {
    const { live, socket } = play();
    const only = await socket();
    only.begins();
    for (let at = 0; at < 5; at += 1) {
      await pass(30_000);
      only.says({ type: "ack", id: only.sent.at(-1)!.id, ok: true, data: {} });
    }
    expect([live.status.state, only.sent.length]).toEqual(["open", 5]);
  });

  it("takes no late timer for a silence", async () => {
    const { live, socket } = play();
    const only = await socket();
    only.begins();
    vi.setSystemTime(Date.now() + 3_600_000); // The machine slept.
    await pass(25_000);
    expect(live.status.state).toBe("open");
    expect(only.sent).toMatchObject([{ type: "ping" }]);
  });
});
