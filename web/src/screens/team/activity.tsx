import { Happened } from "../../shell/happened.tsx";
import { useOpenTeam } from "./screen.tsx";

export default function Activity() {
  const { team } = useOpenTeam();
  return <Happened of={{ team: team.id }} />;
}
