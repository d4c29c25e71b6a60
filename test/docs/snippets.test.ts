/**
 * Every command, job and piece of configuration that a page shows, run: in a copy of a server in a git
 * repository, with the build in place of what a registry would give. `docker` and `gh`, which need a service,
 * are stood in for by scripts that take what they are given.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { root } from "../../scripts/bootstrap.mjs";
import { audit } from "../../src/audit.js";
import { copyOf, shell, version } from "../delivery/packed.js";
import { makeTree } from "../discover/make-tree.js";

interface Snippet {
  readonly page: string;
  readonly line: number;
  readonly kind: string;
  readonly text: string;
}

const pages = [
  "README.md",
  ...readdirSync(join(root, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];
const textOf = (page: string): string => readFileSync(join(root, page), "utf8");

const snippets: Snippet[] = pages.flatMap((page) => {
  const text = textOf(page);
  return [...text.matchAll(/^```([^\n]*)\n([\s\S]*?)^```$/gm)].map((match) => ({
    page,
    line: text.slice(0, match.index).split("\n").length,
    kind: match[1] ?? "",
    text: match[2] ?? "",
  }));
});

const of = (...kinds: string[]): [string, Snippet][] =>
  snippets
    .filter(({ kind }) => kinds.includes(kind))
    .map((snippet) => [`${snippet.page}:${snippet.line}`, snippet]);

const MCP_AUDIT = `exec ${JSON.stringify(process.execPath)} ${JSON.stringify(join(root, "bin", "mcp-audit.js"))}`;

const STAND_INS: Readonly<Record<string, string>> = {
  "mcp-audit": `${MCP_AUDIT} "$@"`,
  npx: `[ "$1" = --yes ] && shift
case "$1" in mcp-audit|mcp-audit@${version}) shift; ${MCP_AUDIT} "$@" ;; *) echo "npx $1?" >&2; exit 127 ;; esac`,
  npm: `case "$*" in
  "run -s scan -- "*) shift 4; ${MCP_AUDIT} "$@" ;;
  "run release"*|"install --save-dev --ignore-scripts mcp-audit@${version}"|"ci --ignore-scripts && npm run build") exit 0 ;;
  *) echo "npm $*?" >&2; exit 127 ;;
esac`,
  docker: `case "$1" in build) test -f "$MCP_AUDIT_ROOT/Dockerfile" ;; run) ${MCP_AUDIT} . ;; *) exit 127 ;; esac`,
  gh: `echo "gh $*"`,
  // One after the other, for each word behind the colons in the place of the braces.
  parallel: `[ "$1" = --jobs ] && shift 2
command=
while [ "$1" != ::: ]; do command="$command $1"; shift; done
shift
for word; do eval "$(echo "$command" | sed "s/{}/$word/g")"; done`,
};

/** A project as a reader would have it, and the environment of its shell. */
function project(): { cwd: string; env: Record<string, string> } {
  const cwd = copyOf("fixtures/servers/weak");
  cpSync(join(root, "docs", "example-server"), join(cwd, "docs", "example-server"), { recursive: true });
  cpSync(join(cwd, "src"), join(cwd, "packages", "server", "src"), { recursive: true });
  writeFileSync(join(cwd, "servers.txt"), "# ours\ndocs/example-server\npackages/server\n");
  const git = (...args: string[]) =>
    spawnSync("git", ["-c", "user.name=x", "-c", "user.email=x@example.com", ...args], { cwd });
  git("init", "-q");
  git("add", ".");
  git("commit", "-qm", "all");
  git("update-ref", "refs/remotes/origin/main", "HEAD");
  const tools = makeTree(
    Object.fromEntries(Object.entries(STAND_INS).map(([name, script]) => [name, `#!/bin/sh\n${script}\n`])),
  );
  for (const name of Object.keys(STAND_INS)) chmodSync(join(tools, name), 0o755);
  const home = makeTree({
    ".local/share/bash-completion/completions/x": "",
    ".zfunc/x": "",
    ".config/fish/completions/x": "",
  });
  return {
    cwd,
    env: { PATH: `${tools}:${process.env["PATH"] ?? ""}`, HOME: home, MCP_AUDIT_ROOT: root },
  };
}

/** Words in capitals are for the reader to fill in. */
const fill = (text: string): string =>
  text.replace(/\bPATH\/TO\/YOUR\/SERVER\b|(?<=\s)PATH\b/g, ".").replace(/(?<=\s)RULE\b/g, "ssrf");

/** Findings end with 1 and servers that are not there with 3; anything else means that the page is wrong. */
function expectToRun(script: string, where: { cwd: string; env: Record<string, string> }, name?: "sh"): void {
  const result = shell(script, { ...where, ...(name === undefined ? {} : { name }) });
  expect([0, 1], `${script}\n${result.stdout.slice(-500)}${result.stderr}`).toContain(result.code);
}

describe("commands", () => {
  it.each(of("sh", "bash", "console"))("%s", (_place, { text }) => {
    const where = project();
    for (const line of text.replace(/\\\n/g, " ").split("\n")) {
      if (line.trim() !== "" && !line.startsWith("#")) expectToRun(fill(line.replace(/^\$ /, "")), where);
    }
  });
});

/** The environment of a step for each value of the matrix of its job. */
function combinations(
  env: Record<string, string>,
  matrix: Record<string, unknown[]>,
): Record<string, string>[] {
  const [name, values = []] = Object.entries(matrix)[0] ?? [];
  if (name === undefined) return [env];
  const filled = (value: unknown): Record<string, string> =>
    Object.fromEntries(
      Object.entries(env).map(([key, text]) => [key, text.replace(`\${{ matrix.${name} }}`, String(value))]),
    );
  return values.map(filled);
}

describe("workflows of GitHub", () => {
  const action = parse(textOf("action.yml")) as { inputs: object; outputs: object };

  it.each(of("yaml github-workflow"))("%s", (_place, { text }) => {
    const workflow = parse(text);
    expect(workflow.permissions).toEqual({ contents: "read" });
    // What its jobs hand on to each other lies in one folder here.
    const shared = text.includes("download-artifact") ? project() : undefined;
    for (const job of Object.values(workflow.jobs) as {
      permissions?: object;
      strategy?: { matrix: Record<string, unknown[]> };
      steps: Record<string, never>[];
    }[]) {
      for (const { uses = "", with: inputs = {}, run, env = {} } of job.steps as {
        uses?: string;
        with?: Record<string, string>;
        run?: string;
        env?: Record<string, string>;
      }[]) {
        if (uses.includes("mcp-audit")) {
          expect(uses).toBe(`OWNER/mcp-audit@v${version}`);
          for (const name of Object.keys(inputs)) expect(action.inputs).toHaveProperty([name]);
          const uploads = inputs["upload-sarif"] !== "false";
          expect("security-events" in (job.permissions ?? {})).toBe(uploads);
        }
        if (run !== undefined) {
          expect(run).not.toContain("${{");
          for (const filled of combinations(env, job.strategy?.matrix ?? {})) {
            const where = shared ?? project();
            expectToRun(run, { ...where, env: { ...where.env, ...filled } });
          }
        }
      }
    }
    if (shared !== undefined)
      for (const [, file] of text.matchAll(/(?<=merge .*)--(?:output|sarif) (\S+)/g))
        expect(readFileSync(join(shared.cwd, file ?? ""), "utf8")).toContain("docs/example-server");
    for (const [, name] of text.matchAll(/steps\.audit\.outputs\.([\w-]+)/g)) {
      expect(action.outputs).toHaveProperty([name ?? ""]);
    }
  });
});

describe("jobs of other build servers", () => {
  it.each(of("yaml gitlab"))("%s", (_place, { text }) => {
    const { include, ...jobs } = parse(text) as {
      include?: { component: string; inputs: object }[];
      [job: string]: unknown;
    };
    const [spec = ""] = textOf("templates/mcp-audit/template.yml").split("\n---\n");
    for (const { component, inputs } of include ?? []) {
      expect(component).toMatch(new RegExp(`/mcp-audit/mcp-audit@v${version.replaceAll(".", "\\.")}$`));
      for (const name of Object.keys(inputs)) expect(parse(spec).spec.inputs).toHaveProperty([name]);
    }
    for (const job of Object.values(jobs) as { script: string[] }[]) {
      expectToRun(job.script.join("\n"), project(), "sh");
    }
  });

  it.each(of("yaml azure"))("%s", (_place, { text }) => {
    const where = project();
    for (const { script } of parse(text).steps as { script?: string }[]) {
      if (script !== undefined) expectToRun(script, where);
    }
    for (const [, file] of text.matchAll(/(?:PathtoPublish|testResultsFiles): (\S+)/g)) {
      expect(readFileSync(join(where.cwd, file ?? ""), "utf8")).not.toBe("");
    }
  });

  it.each(of("yaml pre-commit"))("%s", (_place, { text }) => {
    const known = (parse(textOf(".pre-commit-hooks.yaml")) as { id: string }[]).map(({ id }) => id);
    for (const { rev, hooks } of parse(text).repos as { rev: string; hooks: { id: string }[] }[]) {
      expect(rev).toBe(`v${version}`);
      for (const { id } of hooks) expect(known).toContain(id);
    }
  });
});

describe("jobs of Kubernetes", () => {
  it.each(of("yaml kubernetes"))("%s", (_place, { text }) => {
    const { spec } = parse(text);
    const [container] = spec.template.spec.containers;
    expect(container.image).toBe(`mcp-audit:${version}`);
    const mounted = container.volumeMounts.map(({ name }: { name: string }) => name);
    expect(spec.template.spec.volumes.map(({ name }: { name: string }) => name)).toEqual(mounted);
    const program = /ENTRYPOINT \["node", "(.+)"\]/.exec(textOf("Dockerfile"))?.[1] ?? "";
    const [script] = container.args;
    expect(script).toContain(`node ${program} `);
    const where = project();
    const own = Object.fromEntries(
      container.env.map(({ name, value }: { name: string; value: string }) => [name, value]),
    );
    expect(own.SHARDS).toBe(String(spec.completions));
    for (let index = 0; index < spec.completions; index++) {
      const env = { ...where.env, SHARDS: own.SHARDS, JOB_COMPLETION_INDEX: String(index) };
      expectToRun(script.replace(`node ${program}`, "mcp-audit"), { ...where, env }, "sh");
    }
    const { code, stdout } = shell("mcp-audit merge part-*.jsonl --no-fail", where);
    expect(code).toBe(0);
    expect(stdout.trim().split("\n")).toHaveLength(2);
  });
});

describe("code", () => {
  it("of the first page suppresses what it says", async () => {
    const [, snippet] = of("ts").find(([place]) => place.startsWith("docs/getting-started.md")) ?? [];
    const tree = makeTree({
      "server.ts": `import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
const server = new McpServer({ name: "x", version: "1" });
const folder = "/srv/public";
server.tool("read", { name: z.string() }, async ({ name }) => {
${snippet?.text}});
`,
    });
    const report = await audit({ paths: [tree] });
    expect(report.suppressed?.map(({ ruleId, suppression }) => [ruleId, suppression?.reason])).toEqual([
      ["path-traversal", "the folder holds public files only"],
    ]);
  });
});

describe("pages", () => {
  it("name the version that they belong to", () => {
    for (const page of pages) {
      for (const [, named] of textOf(page).matchAll(/mcp-audit(?:@v?|-)(\d+\.\d+\.\d+)/g)) {
        expect(named, page).toBe(version);
      }
    }
  });

  it("hold no job or configuration that nothing tries", () => {
    const tried =
      /^(?:sh|bash|console|text|json|ts|js|python|py|yaml (?:github-workflow|gitlab|azure|pre-commit|kubernetes))$/;
    const others = snippets
      .filter(({ kind }) => !tried.test(kind))
      .map(({ page, line, kind }) => `${page}:${line} ${kind}`);
    expect(
      others.filter((each) => !/configuration\.md|editors-and-agents\.md|models\.md/.test(each)),
    ).toEqual([]);
  });

  it("are all in the table of the documentation", () => {
    const index = textOf("docs/README.md");
    for (const page of pages.filter((each) => each.startsWith("docs/") && each !== "docs/README.md")) {
      expect(index, page).toContain(`](${page.slice("docs/".length)})`);
    }
  });
});
