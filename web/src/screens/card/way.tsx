// The address of a card without its board, as links in mails have it: leads to the card on its board.

import { isRefusal } from "../../api/problem.ts";
import { useCard } from "../../data/cards.ts";
import { Navigate, useParams } from "../../navigation.tsx";
import { Alert } from "../../ui/alert.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import Missing from "../missing/screen.tsx";

export default function Way() {
  const { cardId = "" } = useParams();
  const { data: card, error } = useCard(cardId);
  if (card) return <Navigate to={`/boards/${card.board_id}/cards/${card.id}`} replace />;
  if (isRefusal(error, 404)) return <Missing />;
  return error ? <Alert error={error} /> : <Spinner />;
}
