// The README's example: `npm test` holds them together, and the compiler looks at this.

declare function accessToken(refused: boolean): Promise<string>;

// ---
import { cardsInOrder, columnsInOrder, connect, followBoard } from "boardwire-client";

const live = connect({
  url: "https://boards.example.org",
  scope: { board: "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a40" }, // or { project: "…" } or "notifications"
  token: ({ refused }) => accessToken(refused), // yours: the token you have, or a new one where the last was refused
});

followBoard(live, (state) => {
  for (const column of columnsInOrder(state)) {
    console.log(column.name, cardsInOrder(state, column.id).map((card) => card.title));
  }
});

const ack = await live.send({ type: "card.create", data: { column_id: "0198c2a4-…", title: "Write the release notes" } });
if (!ack.ok) console.error(ack.problem.detail);
