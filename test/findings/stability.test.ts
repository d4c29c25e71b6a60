/**
 * Fingerprints over random edits that leave a server what it is. The numbers are drawn from a fixed seed, so
 * that a failure can be repeated.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../../scripts/bootstrap.mjs";
import { audit } from "../../src/audit.js";
import type { Finding } from "../../src/findings/types.js";
import { makeTree } from "../discover/make-tree.js";
import { diceOf, EDITS, type Files } from "./edits.js";

const RUNS = Number(process.env["MCP_AUDIT_EDITS"] ?? 200);
const AT_LEAST = 0.99;

/** One program in several languages is several servers with tools of the same names: of each, one language in turn. */
const LANGUAGES = ["ts", "py", "js"];

/** Whole servers, and rules' own cases: each folder is one tree. */
function trees(): { readonly name: string; readonly files: Files }[] {
  const servers = ["fixtures/servers/weak", "docs/example-server"];
  const polyglot = readdirSync(join(root, "fixtures/polyglot")).map((name) => `fixtures/polyglot/${name}`);
  const cases = readdirSync(join(root, "rules"))
    .map((id) => `rules/${id}/cases`)
    .filter((path) => readdirSync(join(root, dirname(path))).includes("cases"));
  return [
    ...[...servers, ...cases.filter((_, at) => at % 4 === 0)].map((name) => ({ name, files: filesOf(name) })),
    ...polyglot
      .filter((_, at) => at % 9 === 0)
      .map((name, at) => ({ name, files: filesOf(name, LANGUAGES[at % LANGUAGES.length]) })),
  ];
}

const filesOf = (name: string, language?: string): Files =>
  Object.fromEntries(
    Object.entries(readFiles(join(root, name))).filter(
      ([path]) => language === undefined || path.endsWith(`.${language}`),
    ),
  );

function readFiles(folder: string): Files {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]),
  );
}

async function findingsOf(files: Files, cwd: string): Promise<readonly Finding[]> {
  rmSync(cwd, { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
  const report = await audit({ paths: ["."], cwd, profile: "audit", include: ["**"] });
  return report.findings;
}

describe("fingerprints", () => {
  it(`stay over ${RUNS} random edits, and no two findings of a scan share one`, {
    timeout: 900_000,
  }, async () => {
    const dice = diceOf(20_26);
    const cwd = join(makeTree({}), "server");
    const all = trees();
    const before = new Map<string, readonly Finding[]>();
    let kept = 0;
    let total = 0;
    const lost: string[] = [];
    for (let done = 0; done < RUNS; ) {
      const tree = all[done < RUNS / 4 ? done % 2 : dice(all.length)]!;
      const [kind, edit] = Object.entries(EDITS)[dice(5)]!;
      const changed = edit(tree.files, dice);
      if (changed === undefined) continue;
      done++;
      if (!before.has(tree.name)) before.set(tree.name, await findingsOf(tree.files, cwd));
      const old = before.get(tree.name) ?? [];
      const now = await findingsOf(changed, cwd);
      const names = new Set(now.map((finding) => finding.fingerprint));
      expect(names.size, `two findings of ${tree.name} share a fingerprint`).toBe(now.length);
      for (const finding of old) {
        total++;
        if (names.has(finding.fingerprint)) kept++;
        else
          lost.push(
            `${kind} ${tree.name} ${finding.ruleId} ${basename(finding.location.path)}:${finding.location.span.line}`,
          );
      }
    }
    expect(total).toBeGreaterThan(RUNS);
    if (process.env["MCP_AUDIT_EDITS_SHOW"]) console.log(total, kept, lost.join("\n"));
    expect(kept / total, lost.join("\n")).toBeGreaterThanOrEqual(AT_LEAST);
  });
});
