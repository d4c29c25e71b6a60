import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../../scripts/bootstrap.mjs";
import { generateDocs } from "../../scripts/docs.mjs";

describe("documentation", () => {
  it("shows what the commands print and what the sources say", { timeout: 120_000 }, () => {
    expect(generateDocs({ write: false }), "run `npm run docs`").toEqual([]);
  });

  it("has the help of every command", () => {
    const page = readFileSync(join(root, "docs", "command-line.md"), "utf8");
    const listed = /^Commands:\n([\s\S]*?)\n\n/m.exec(page)?.[1] ?? "";
    const commands = [...listed.matchAll(/^ {2}(\w+)/gm)].map((match) => match[1]);
    expect(commands).toContain("verdict");
    expect(commands.filter((name) => !page.includes(`\n## mcp-audit ${name}\n`))).toEqual([]);
  });

  it("links only to what is there", () => {
    const pages = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"];
    const docs = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".md"))
      .map((path) => `docs/${path}`);
    const broken = [...pages, ...docs].flatMap((page) => {
      const text = readFileSync(join(root, page), "utf8").replaceAll(/^```[\s\S]*?^```/gm, "");
      return [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
        .map((match) => join(dirname(page), match[1] ?? ""))
        .filter((target) => !existsSync(join(root, target)))
        .map((target) => `${page}: ${target}`);
    });
    expect(broken).toEqual([]);
  });
});
