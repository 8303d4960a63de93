// The little of a browser that modules ask for when they are loaded.

import { vi } from "vitest";

vi.stubGlobal("location", { origin: "http://here" });
