// What one may do in a team. The server decides; this is for what is offered.

import type { Schemas } from "../../api/schema.ts";

type TeamRole = Schemas["TeamRole"];

export interface Rights {
  manages: boolean;
  /** May make, change and remove owners. */
  owns: boolean;
}

export function rightsIn(role: TeamRole | null, instance: Schemas["InstanceRole"]): Rights {
  const owns = role === "owner" || instance === "admin";
  return { owns, manages: owns || role === "admin" };
}
