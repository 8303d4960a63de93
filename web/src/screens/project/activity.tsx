import { Happened } from "../../shell/happened.tsx";
import { useOpenProject } from "./context.ts";

export default function Activity() {
  const { project } = useOpenProject();
  return <Happened of={{ project: project.id }} />;
}
