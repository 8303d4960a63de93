import { useCardList } from "../../data/card-list.ts";
import { home } from "../../messages/home.ts";
import { Cards } from "./cards.tsx";

/** What one has begun. Shown once it is known: it comes beside the rest of the page. */
export function Working() {
  const { data } = useCardList({ assignee: "me", status: "in_progress", sort: "-priority", limit: 8 });
  if (!data) return null;
  return <Cards title={home.working} cards={data} none={home.nothingBegun} more={["/my-cards", home.allMine]} />;
}
