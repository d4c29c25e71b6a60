import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import process from "node:process";
import { describe, expect, it } from "vitest";
import { root } from "../../scripts/bootstrap.mjs";
import { temporaryFolder } from "../temporary.js";

interface Rule {
  readonly name: string;
  readonly comment?: string;
}

const configFile = join(root, ".dependency-cruiser.cjs");

/** What `npm run layers` says about a tree; empty when nothing is wrong. */
function violations(cwd: string): string[] {
  const cruiser = join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const run = spawnSync(
    process.execPath,
    [cruiser, "--config", configFile, "--output-type", "json", "bin", "src", "rules"],
    { cwd, encoding: "utf8", maxBuffer: 1 << 28 },
  );
  const { summary } = JSON.parse(run.stdout) as {
    summary: { violations: readonly { from: string; to: string; rule: Rule }[] };
  };
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`).sort();
}

describe("layers", () => {
  const scratch = temporaryFolder("layers");

  it("say why, each in a sentence", () => {
    const config = createRequire(import.meta.url)(configFile) as { readonly forbidden: readonly Rule[] };
    const bare = config.forbidden.filter((rule) => !/^[A-Z].*\.$/s.test(rule.comment ?? ""));
    expect(bare.map((rule) => rule.name)).toEqual([]);
  });

  it("are kept by every file", { timeout: 60_000 }, () => {
    expect(violations(root)).toEqual([]);
  });

  it("are noticed when they are broken", { timeout: 60_000 }, () => {
    const files = {
      "bin/mcp-audit.js": 'import "../src/index.js";',
      "src/index.ts": 'export * from "./cli/main.js";',
      "src/cli/main.ts": 'import "../taint/flow.js";',
      "src/errors.ts": "export const error = 1;",
      "src/ir/types.ts": 'import "../errors.js";',
      "src/taint/flow.ts": 'import { view } from "../server/view.js"; export const flow = () => view;',
      "src/server/view.ts": 'import { flow } from "../taint/flow.js"; export const view = () => flow;',
      "src/frontends/javascript/parse.ts": 'import "@babel/parser";',
      "src/frontends/python/parse.ts": 'import "../javascript/parse.js";',
      "src/report/text.ts": 'import "chalk"; import "../models/load.js";',
      "src/models/load.ts": 'import "yaml"; import "@babel/parser"; import "./gone.js";',
      "src/findings/order.ts": 'import "chalk";',
      "rules/some-rule/check.ts": 'import "../../src/taint/flow.js"; import "../other-rule/check.js";',
      "rules/other-rule/check.ts": "export const check = 1;",
    };
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(scratch, path)), { recursive: true });
      writeFileSync(join(scratch, path), `${text}\n`);
    }
    copyFileSync(join(root, "tsconfig.json"), join(scratch, "tsconfig.json"));
    symlinkSync(join(root, "node_modules"), join(scratch, "node_modules"), "junction");

    const found = violations(scratch).map((violation) => violation.replace(/(?<= -> ).*node_modules\//, ""));
    expect(
      found.map((violation) => violation.replace(/(?<=node_modules|chalk|yaml|parser)\/.*/, "")),
    ).toEqual([
      "audit-imports: src/index.ts -> src/cli/main.ts",
      "bin-imports-build: bin/mcp-audit.js -> src/index.ts",
      "checks-import-api: rules/some-rule/check.ts -> rules/other-rule/check.ts",
      "checks-import-api: rules/some-rule/check.ts -> src/taint/flow.ts",
      "cli-imports: src/cli/main.ts -> src/taint/flow.ts",
      "colour-in-report-and-cli: src/findings/order.ts -> chalk",
      "engine-without-packages: src/findings/order.ts -> chalk",
      "frontend-language: src/frontends/python/parse.ts -> src/frontends/javascript/parse.ts",
      "ir-imports-nothing: src/ir/types.ts -> src/errors.ts",
      "no-circular-out-of-the-interpreter: src/taint/flow.ts -> src/server/view.ts",
      "no-circular: src/server/view.ts -> src/taint/flow.ts",
      "no-unresolvable: src/models/load.ts -> ./gone.js",
      "parsers-in-frontends: src/models/load.ts -> @babel/parser",
      "report-imports-findings: src/report/text.ts -> src/models/load.ts",
      "yaml-outside-the-scan: src/models/load.ts -> yaml",
    ]);
  });
});
