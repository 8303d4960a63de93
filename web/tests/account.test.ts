import { afterAll, beforeAll, expect, it, vi } from "vitest";

import { inApp } from "../src/data/invites.ts";
import { providersOf, startOf } from "../src/data/providers.ts";
import { minutesOf, type Wishes, withWish } from "../src/data/wishes.ts";
import { dayHeading, showIn } from "../src/dates.ts";
import { deviceOf } from "../src/screens/settings/device.ts";
import { sizeOf } from "../src/size.ts";

beforeAll(() => vi.stubGlobal("navigator", { languages: ["en-GB"] }));
afterAll(() => vi.unstubAllGlobals());

it("providers are those of the page for signing in", () => {
  const page = `<p><a href="/forgot-password">Forgot your password?</a></p>
<p><a href="/api/v1/auth/oidc/company/start?next=%2F">Sign in with K&#39;s &amp; Co &lt;b&gt;</a></p>
<p><a href="/api/v1/auth/oidc/other/start?next=%2F">Sign in with Other</a></p>`;
  expect(providersOf(page)).toEqual([{ key: "company", name: "K's & Co <b>" }, { key: "other", name: "Other" }]);
  expect(providersOf("<h1>Nothing</h1>")).toEqual([]);
  expect(startOf({ key: "other", name: "Other" }, "/invites/a?b")).toBe("/api/v1/auth/oidc/other/start?next=%2Fapp%2Finvites%2Fa%3Fb");
});

it("the link of an invitation leads into the app, wherever that is", () => {
  expect(inApp("https://boards.example.org/invites/tok_en-1")).toBe("https://boards.example.org/app/invites/tok_en-1");
});

it("one wish changes and the others stay", () => {
  const wishes = {
    kinds: { assigned: { in_app: true, email: true }, moved: { in_app: true, email: true } },
    digest_hour: 8,
    quiet_hours: { from: "22:00", to: "07:00" },
  } as unknown as Wishes;
  const changed = withWish(wishes, { kinds: { moved: { email: false } }, quiet_hours: null });
  expect(changed.kinds).toEqual({ assigned: { in_app: true, email: true }, moved: { in_app: true, email: false } });
  expect([changed.digest_hour, changed.quiet_hours]).toEqual([8, null]);
  expect(wishes.kinds).toEqual({ assigned: { in_app: true, email: true }, moved: { in_app: true, email: true } });
});

it("a span is so many minutes", () => {
  const spans = { PT24H: 1440, PT15M: 15, PT1H30M: 90, P2D: 2880, P1W: 10080, P1DT12H: 2160, PT300S: 5 };
  for (const [span, minutes] of Object.entries(spans)) expect(minutesOf(span)).toBe(minutes);
});

it("a browser is known by what it says last of itself", () => {
  const chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
  expect(deviceOf(chrome)).toBe("Chrome, Linux");
  expect(deviceOf(`${chrome} Edg/140.0.0.0`)).toBe("Edge, Linux");
  expect(deviceOf("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36")).toBe("Chrome, Android");
  expect(deviceOf("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile/15E148 Safari/604.1")).toBe("Safari, iPhone");
  expect(deviceOf("Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0")).toBe("Firefox, macOS");
  expect(deviceOf("curl/8.5.0")).toBe("curl");
  expect(deviceOf("backup-script 2")).toBe("backup-script 2");
  expect(deviceOf("")).toBeUndefined();
});

it("today and yesterday are days of the account's zone", () => {
  const now = Date.parse("2026-11-21T23:30:00Z");
  showIn("UTC");
  expect(dayHeading("2026-11-21T00:30:00Z", now)).toBe("Today");
  expect(dayHeading("2026-11-20T23:30:00Z", now)).toBe("Yesterday");
  showIn("Pacific/Auckland");
  expect(dayHeading("2026-11-21T00:30:00Z", now)).toBe("Yesterday");
  expect(dayHeading("2026-11-19T12:00:00Z", now)).toMatch(/^Friday,? 20 November 2026$/);
});

it("sizes are rounded to what one reads", () => {
  expect([0, 999, 1_000, 1_449_000, 25_000_000].map((size) => sizeOf(size))).toEqual(["0 byte", "999 byte", "1 kB", "1.4 MB", "25 MB"]);
});
