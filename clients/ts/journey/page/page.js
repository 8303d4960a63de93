// A board on a page, as plainly as can be: what is shown is what the client says, and each card has a button that moves it
// to the next column. `seen` is for the journey, which looks at it from outside.

import { cardsInOrder, columnsInOrder, connect, followBoard } from "/client/index.js";

const seen = { board: null, seqs: [], snapshots: 0, opened: 0, open: false, waiting: 0, refused: [], errors: [] };
const find = (selector) => document.querySelector(selector);

window.seen = seen;
window.onerror = (message) => void seen.errors.push(message);
window.onunhandledrejection = ({ reason }) => void seen.errors.push(String(reason));
window.start = ({ url, token, board }) => {
  const live = connect({ url, token, scope: { board } });
  const send = async (command) => {
    seen.waiting += 1;
    try {
      const ack = await live.send(command);
      if (!ack.ok) seen.refused.push(ack.problem);
    } catch (error) {
      seen.refused.push(String(error));
    }
    seen.waiting -= 1;
  };
  live.on("snapshot", () => (seen.snapshots += 1));
  live.on("event", ({ seq }) => seen.seqs.push(seq));
  live.on("status", (status) => {
    seen.open = status.state === "open";
    if (seen.open) seen.opened += 1;
    find("#status").textContent = status.state;
  });
  followBoard(live, (state) => {
    seen.board = state;
    find("#online").textContent = state.online.map(({ name }) => name).join(", ");
    find("main").replaceChildren(...columnsInOrder(state).map((column, at, columns) => section(state, column, columns[at + 1], send)));
  });
  find("form").onsubmit = (event) => {
    event.preventDefault();
    const [column] = columnsInOrder(seen.board);
    void send({ type: "card.create", data: { column_id: column.id, title: find("input").value } });
    find("form").reset();
  };
};

function section(state, column, next, send) {
  const shown = document.createElement("section");
  const heading = document.createElement("h2");
  heading.textContent = `${column.name} (${column.cards_count})`;
  const list = document.createElement("ol");
  for (const card of cardsInOrder(state, column.id)) {
    const item = document.createElement("li");
    item.textContent = card.title;
    if (next) {
      const button = document.createElement("button");
      button.textContent = "→";
      button.onclick = () => void send({ type: "card.move", data: { card_id: card.id, column_id: next.id } });
      item.append(button);
    }
    list.append(item);
  }
  shown.append(heading, list);
  return shown;
}
