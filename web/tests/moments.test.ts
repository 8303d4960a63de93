import { afterAll, beforeAll, expect, it, vi } from "vitest";

import { instantOf, span, wallAt } from "../src/moments.ts";

beforeAll(() => vi.stubGlobal("navigator", { languages: ["en-GB"] }));
afterAll(() => vi.unstubAllGlobals());

it("a time that is set is that of the wall clock in the account's zone", () => {
  expect(instantOf({ date: "2026-07-01", time: "09:00" }, "Europe/Paris")).toBe("2026-07-01T07:00:00Z");
  expect(instantOf({ date: "2026-12-01", time: "09:00" }, "Europe/Paris")).toBe("2026-12-01T08:00:00Z");
  expect(instantOf({ date: "2026-12-01", time: "00:15" }, "Pacific/Auckland")).toBe("2026-11-30T11:15:00Z");
  expect(instantOf({ date: "2026-06-01", time: "12:00" }, "Asia/Kathmandu")).toBe("2026-06-01T06:15:00Z");
});

it("and is shown as it was set, on either side of a change of the clocks", () => {
  for (const date of ["2026-03-28", "2026-03-29", "2026-10-24", "2026-10-25", "2026-11-01"]) {
    for (const time of ["00:30", "04:30", "23:59"]) {
      for (const zone of ["Europe/Paris", "America/New_York", "Pacific/Auckland"]) {
        expect(wallAt(Date.parse(instantOf({ date, time }, zone)), zone)).toEqual({ date, time });
      }
    }
  }
});

it("spans are said in the largest units", () => {
  expect(span("PT24H")).toBe("1 day");
  expect(span("PT36H")).toBe("1 day 12 hours");
  expect(span("P1W")).toBe("1 week");
  expect(span("PT90M")).toBe("1 hour 30 minutes");
  expect(span("PT0S")).toBe("");
});
