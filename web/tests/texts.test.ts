import { afterAll, beforeAll, expect, it, vi } from "vitest";

import { Refused, reason } from "../src/api/problem.ts";
import { due, showIn } from "../src/dates.ts";

beforeAll(() => vi.stubGlobal("navigator", { languages: ["en-GB"] }));
afterAll(() => vi.unstubAllGlobals());
const NOW = Date.parse("2026-11-21T12:00:00Z");

it("a day stays that day in every zone, and a time is the reader's", () => {
  for (const zone of ["Pacific/Auckland", "America/Los_Angeles"]) {
    showIn(zone);
    expect(due("2026-12-24", "2026-12-24T22:59:59Z", NOW)).toBe("24 Dec");
  }
  showIn("America/Los_Angeles");
  expect(due("2026-12-24T01:00:00Z", "2026-12-24T01:00:00Z", NOW)).toBe("23 Dec, 17:00");
  expect(due("2027-01-02", "2027-01-02T22:00:00Z", NOW)).toBe("2 Jan 2027");
});

it("a refusal is a sentence, with its fields by name", () => {
  const errors = [{ pointer: "/title", detail: "must not be empty" }];
  const refused = new Refused({ status: 422, code: "invalid", title: "Not valid", detail: "the title must not be empty", errors });
  expect(reason(refused)).toBe("The title must not be empty.");
  expect(refused.fields).toEqual({ title: "must not be empty" });
});
