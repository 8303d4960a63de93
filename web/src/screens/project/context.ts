// What the parts of a project are given by its frame.

import type { Project } from "../../api/schema.ts";
import type { LiveProject } from "../../live/project.ts";
import { useOutletContext } from "../../navigation.tsx";

export interface OpenProject {
  project: Project;
  live: LiveProject;
}

export const useOpenProject = () => useOutletContext<OpenProject>();
