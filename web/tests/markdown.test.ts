import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import { addressOf } from "../src/screens/card/links.tsx";
import Markdown from "../src/screens/card/markdown.tsx";

const drawn = (text: string) => renderToStaticMarkup(createElement(Markdown, { text }));

describe("Markdown", () => {
  it("is drawn", () => {
    const html = drawn("# Title\n\nSome **bold** and *slanted* text, `code`.\n\n1. one\n2. two\n\n- [x] done\n\n| a | b |\n|---|---|\n| 1 | 2 |");
    for (const part of ["<h3>Title</h3>", "<strong>bold</strong>", "<em>slanted</em>", "<code>code</code>", "<ol", "checked", "<th"]) {
      expect(html).toContain(part);
    }
  });

  it("has no tag in it that was written", () => {
    for (const text of ["<script>alert(1)</script>", "a <img src=x onerror=alert(1)> b", "<svg/onload=alert(1)>", "<a href='javascript:x'>y</a>", "`<b>`"]) {
      expect(drawn(text)).not.toMatch(/<(script|img|svg|b|a)\b/);
    }
  });

  it("leads to no address that does something", () => {
    for (const address of ["javascript:alert(1)", " JavaScript:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc"]) {
      expect(addressOf(address)).toBeUndefined();
    }
    expect(drawn("[x](javascript:alert(1)) [y](java&#115;cript:alert(1)) <javascript:alert(1)>")).not.toMatch(/href="j/i);
    expect(addressOf("/app/")).toBe("http://here/app/");
  });

  it("opens links without telling from where, and without vouching for them", () => {
    expect(drawn("[x](https://example.org)")).toContain('<a href="https://example.org/" target="_blank" rel="noopener noreferrer nofollow">x</a>');
  });

  it("shows no image from elsewhere, and ours", () => {
    expect(drawn("![A cat](https://example.org/cat.png)")).toMatch(/<a [^>]+>A cat<\/a>/);
    expect(drawn("![A cat](/api/v1/files/1/content?inline=true)")).toContain('<img src="http://here/api/v1/files/1/content?inline=true" alt="A cat"');
  });

  it("lets mentions stand out, and no addresses", () => {
    expect(drawn("Ask @ada.")).toMatch(/<span[^>]*>@ada<\/span>\./);
    expect(drawn("`@ada` and ada@example.org")).not.toContain("<span");
  });

  it("shows what is too deep or too odd as it was written, in bearable time", () => {
    for (const text of [">".repeat(50_000) + " x", "[".repeat(50_000), "*a ".repeat(20_000), "- ".repeat(20_000), "`".repeat(40_001), "![".repeat(30_000)]) {
      const began = performance.now();
      expect(drawn(text).length).toBeGreaterThan(10);
      expect(performance.now() - began).toBeLessThan(4_000);
    }
  });
});
