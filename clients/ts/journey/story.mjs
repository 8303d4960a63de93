// Two people look at a board in two real browsers, and a third reader follows it in Node. Cards are moved in the browsers,
// and everything there is to change is changed over HTTP, while the server is killed as by a power cut, started again, asked to end, and started again. In the end
// all three have what the server has, and missed and repeated nothing; and what was clicked while there was no server was
// done, once.

import assert from "node:assert/strict";

import WebSocket from "ws";

import { boardOf, cardsInOrder, columnsInOrder, connect, followBoard } from "../dist/index.js";
import { changeEverything } from "./changes.mjs";
import { shown } from "./pages.mjs";
import { pause, until } from "./until.mjs";

const NAMES = ["Ada", "Grace"];

export async function tell(server, pages) {
  const people = [await server.register("Ada"), await server.register("Grace")];
  const { project, board, columns, cards } = await setUp(...people);
  for (const [at, { token }] of people.entries()) {
    await pages[at].evaluate((settings) => window.start(settings), { url: server.url, token, board });
  }
  const inNode = follow({ url: server.url, token: people[1].token, scope: { board }, WebSocket });
  const mover = new Mover(people[0], cards, columns);
  try {
    const readers = [...pages.map((page) => () => page.evaluate(() => window.seen)), async () => inNode.seen];
    const all = (what, holds) => until(what, async () => (await Promise.all(readers.map((read) => read()))).every(holds));
    await amidRestarts(server, pages, all, (round) => changeEverything(...people, { project, board }, round));
    const moves = await mover.stop();
    assert.ok(moves > 10, `only ${moves} moves were made over HTTP`);
    await all("every click is answered", ({ waiting }) => waiting === 0);
    const { seq, ...data } = await people[0].get(`/boards/${board}/snapshot`);
    await all("all are where the server is", (seen) => seen.board.seq === seq);
    await judge(boardOf({ seq, data: { ...data, online: [] } }), pages, readers);
  } finally {
    await mover.stop();
    inNode.live.close();
  }
}

/** A board of two people with some cards. */
async function setUp(ada, grace) {
  const project = await ada.post("/projects", { name: "Website" });
  await ada.put(`/projects/${project.id}/members/${grace.id}`, { role: "member" });
  const [{ id: board }] = (await ada.get(`/projects/${project.id}/boards`)).items;
  const columns = (await ada.get(`/boards/${board}/columns`)).items.map(({ id }) => id);
  const cards = [];
  for (let at = 0; at < 8; at += 1) {
    cards.push((await ada.post(`/columns/${columns[0]}/cards`, { title: `Card ${at}` })).id);
  }
  return { project: project.id, board, columns, cards };
}

async function amidRestarts(server, pages, all, change) {
  await all("everyone knows that both people are there", ({ board }) => {
    return board !== null && NAMES.every((name) => board.online.some((person) => person.name === name));
  });
  await click(pages, 6);

  // A power cut, and clicks while there is no server.
  await server.stop("SIGKILL");
  await click(pages, 3);
  for (const [at, name] of NAMES.entries()) {
    await pages[at].locator("input").fill(`A thought of ${name}`);
    await pages[at].locator("form button").click();
  }
  await all("all know that there is no connection", ({ open }) => !open);
  await server.start();
  await all("all are connected again", ({ open, opened }) => open && opened >= 2);
  await click(pages, 6);
  await change("first");

  // An upgrade: the server says when to come back.
  await server.stop("SIGTERM");
  await server.start();
  await all("all are connected once more", ({ open, opened }) => open && opened >= 3);
  await click(pages, 3);
  await change("second");
}

/** Everyone has what the server has. */
async function judge(truth, pages, readers) {
  for (const read of readers) {
    const seen = await read();
    assert.deepEqual(plain(seen.board), plain(truth));
    assert.equal(seen.snapshots, 1, "who comes back goes on, and does not start over");
    const first = truth.seq - seen.seqs.length + 1;
    assert.deepEqual(seen.seqs, seen.seqs.map((_, at) => first + at), "each event comes once and in order");
    assert.deepEqual([seen.refused, seen.errors], [[], []]);
  }
  const read = await Promise.all(pages.map(shown));
  assert.deepEqual(read, [toRead(truth), toRead(truth)]);
  for (const name of NAMES) {
    assert.equal(read[0].flat().filter((text) => text === `A thought of ${name}`).length, 1, "what is sent again is done once");
  }
}

/** Clicks on buttons that move cards, now on the one and now on the other page. */
async function click(pages, times) {
  for (let at = 0; at < times; at += 1) {
    for (const page of pages) {
      await page.evaluate((at) => {
        const buttons = document.querySelectorAll("li button");
        buttons[at % buttons.length]?.click();
      }, at);
      await pause(20);
    }
  }
}

/** What a page does, without a page. */
function follow(options) {
  const seen = { board: null, seqs: [], snapshots: 0, opened: 0, open: false, waiting: 0, refused: [], errors: [] };
  const live = connect(options);
  live.on("snapshot", () => (seen.snapshots += 1));
  live.on("event", ({ seq }) => seen.seqs.push(seq));
  live.on("status", ({ state }) => {
    seen.open = state === "open";
    if (seen.open) seen.opened += 1;
  });
  followBoard(live, (board) => (seen.board = board));
  return { live, seen };
}

/** Moves cards over HTTP, one after the other; while there is no server, it cannot. */
class Mover {
  #on = true;
  #done;

  constructor(person, cards, columns) {
    this.#done = this.#run(person, cards, columns);
  }

  async #run(person, cards, columns) {
    let moves = 0;
    for (let at = 0; this.#on; at += 1) {
      const place = { column_id: columns[(at * 7) % columns.length], position: at % 3 };
      const moved = await person.post(`/cards/${cards[(at * 5) % cards.length]}/move`, place).then(() => true, () => false);
      if (moved) moves += 1;
      await pause(moved ? 25 : 100);
    }
    return moves;
  }

  /** Gives how many were made. */
  stop() {
    this.#on = false;
    return this.#done;
  }
}

/** Without what is different for each reader, and what a board's stream does not tell. */
function plain({ board: { permissions, ...board }, columns, cards }) {
  const bare = ({ watchers_count, ...card }) => card;
  return { board, columns, cards: Object.fromEntries(Object.values(cards).map((card) => [card.id, bare(card)])) };
}

/** What there is to read on a page that shows this. */
function toRead(state) {
  const titles = (column) => cardsInOrder(state, column.id).map(({ title }) => title);
  return columnsInOrder(state).map((column) => [`${column.name} (${column.cards_count})`, ...titles(column)]);
}
