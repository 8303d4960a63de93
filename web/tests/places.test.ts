import { describe, expect, it } from "vitest";

import { find, type Place, resolved } from "../src/places.ts";

const places: Place<string>[] = [
  { path: "/", screen: "home" },
  { path: "/boards/:boardId", screen: "board", within: [{ path: "cards/:cardId", screen: "card" }] },
  { path: "/settings", screen: "settings", within: [{ path: "", screen: "profile" }, { path: "tokens", screen: "tokens" }] },
  { path: "/reports", screen: "reports", within: [{ path: "projects/:projectId?", screen: "project" }] },
  { path: "*", screen: "missing" },
];
const screens = (path: string) => find(places, path)?.steps.map(({ screen }) => screen).join(" > ");

describe("where a path is", () => {
  it("is a screen, or one within another", () => {
    expect(screens("/")).toBe("home");
    expect(screens("/boards/7")).toBe("board");
    expect(screens("/boards/7/")).toBe("board");
    expect(screens("/boards/7/cards/8")).toBe("board > card");
    expect(screens("/reports")).toBe("reports");
    expect(screens("/settings/tokens")).toBe("settings > tokens");
  });

  it("has what is shown within it at first", () => expect(screens("/settings")).toBe("settings > profile"));

  it("may leave out what may be left out", () => {
    expect(screens("/reports/projects")).toBe("reports > project");
    expect(find(places, "/reports/projects/7")?.params).toEqual({ projectId: "7" });
  });

  it("is nowhere where no screen has all of it", () => {
    expect(screens("/boards")).toBe("missing");
    expect(screens("/boards/7/cards")).toBe("missing");
    expect(screens("/boards/7/cards/8/9")).toBe("missing");
    expect(screens("/board/7")).toBe("missing");
  });

  it("says what stands for the names in it, and what leads to each screen", () => {
    const found = find(places, "/boards/7/cards/a%20b");
    expect(found?.params).toEqual({ boardId: "7", cardId: "a b" });
    expect(found?.steps.map(({ base }) => base)).toEqual(["/boards/7", "/boards/7/cards/a%20b"]);
    expect(find(places, "/boards/%ff")?.params).toEqual({ boardId: "%ff" });
  });
});

describe("a link", () => {
  it("leads on from where it is, or from the root", () => {
    expect(resolved("cards/8", "/boards/7")).toBe("/boards/7/cards/8");
    expect(resolved("..", "/boards/7")).toBe("/boards");
    expect(resolved("/", "/boards/7")).toBe("/");
    expect(resolved("/my-cards?due=soon", "/boards/7")).toBe("/my-cards?due=soon");
    expect(resolved("?label=red", "/boards/7")).toBe("/boards/7?label=red");
  });

  it("may be given in parts", () => {
    expect(resolved({ pathname: "/boards/7", search: "?label=red" }, "/")).toBe("/boards/7?label=red");
    expect(resolved({ pathname: "/boards/7", search: "label=red" }, "/")).toBe("/boards/7?label=red");
    expect(resolved({ search: "" }, "/boards/7")).toBe("/boards/7");
  });
});
