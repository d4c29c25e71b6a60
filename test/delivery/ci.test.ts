/** What build servers are given: each run as they would run it, with the tarball in place of the registry. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { beforeAll, describe, expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { root } from "../../scripts/bootstrap.mjs";
import { audit } from "../../src/audit.js";
import { makeTree } from "../discover/make-tree.js";
import { codeQuality, sast } from "../report/gitlab-schemas.js";
import { temporaryFolder } from "../temporary.js";
import { copyOf, type Packed, packedRelease, shell, version } from "./packed.js";

const read = (name: string): string => readFileSync(join(root, name), "utf8");
const usual = `mcp-audit@${version}`;

let packed: Packed;
beforeAll(async () => {
  packed = await packedRelease();
});

interface Step {
  readonly id?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
}

describe("the GitHub Action", () => {
  const action = parse(read("action.yml")) as {
    inputs: Record<string, { default: string; description: string }>;
    outputs: Record<string, { value: string }>;
    runs: { using: string; steps: Step[] };
  };
  const { steps } = action.runs;

  it("installs the version it belongs to, and puts no input into a script", () => {
    expect(action.runs.using).toBe("composite");
    expect(action.inputs["package"]?.default).toBe(usual);
    for (const step of steps.filter(({ run }) => run !== undefined)) {
      expect(step.shell).toBe("bash");
      expect(step.run).not.toContain("${{");
    }
  });

  const temp = temporaryFolder("action");
  const [install, ...others] = steps.filter(({ run }) => run !== undefined);
  beforeAll(() => {
    const env = { PACKAGE: packed.path, RUNNER_TEMP: temp };
    const result = shell(install?.run ?? "", { cwd: temp, env });
    expect(result.code, result.stderr).toBe(0);
  });

  /** Runs the steps behind the installation that are scripts; the others are actions of GitHub's own. */
  function runAction(cwd: string, inputs: Record<string, string> = {}) {
    const own = makeTree({});
    const files = { GITHUB_OUTPUT: join(own, "output"), GITHUB_STEP_SUMMARY: join(own, "summary") };
    const outputs = new Map<string, string>();
    const logs: string[] = [];
    let code: number | null = 0;
    const value = (text: string): string =>
      text.replace(/\$\{\{ ([\w.-]+) \}\}/g, (_all, name: string) => {
        const [kind, ...rest] = name.split(".");
        const key = rest.at(-1) ?? "";
        return kind === "inputs"
          ? (inputs[key] ?? action.inputs[key]?.default ?? "")
          : (outputs.get(key) ?? "");
      });
    for (const name of ["report.sarif", "report.md", "report.html"]) {
      rmSync(join(temp, "mcp-audit", name), { force: true });
    }
    for (const step of others) {
      if (code !== 0) break;
      const env = Object.fromEntries(Object.entries(step.env ?? {}).map(([key, text]) => [key, value(text)]));
      const all = { ...env, ...files, RUNNER_TEMP: temp, GITHUB_ACTIONS: "true" };
      const result = shell(step.run ?? "", { cwd, env: all });
      logs.push(result.stdout + result.stderr);
      code = result.code;
      if (existsSync(files.GITHUB_OUTPUT)) {
        for (const line of readFileSync(files.GITHUB_OUTPUT, "utf8").split("\n")) {
          const [key = "", text = ""] = line.split(/=(.*)/);
          if (key !== "") outputs.set(key, text);
        }
      }
    }
    return { code, log: logs.join("\n"), outputs, summary: files.GITHUB_STEP_SUMMARY };
  }

  it("annotates, sums up, writes the reports and fails on findings", () => {
    const result = runAction(copyOf("fixtures/servers/weak"));
    expect(result.code, result.log).toBe(1);
    expect(result.log).toMatch(/^::error file=src\/server\.ts,line=/m);
    expect(readFileSync(result.summary, "utf8")).toContain("## mcp-audit: ");
    expect(result.outputs.get("exit-code")).toBe("1");
    expect(JSON.parse(readFileSync(result.outputs.get("sarif-file") ?? "", "utf8")).version).toBe("2.1.0");
    expect(readFileSync(result.outputs.get("comment-file") ?? "", "utf8")).toContain("<!-- mcp-audit -->");
    expect(readFileSync(result.outputs.get("html-file") ?? "", "utf8")).toContain("<!doctype html>");
    for (const name of Object.keys(action.outputs)) expect(result.outputs.has(name), name).toBe(true);
  });

  it("passes where nothing is found, and where findings may not fail it", () => {
    expect(runAction(copyOf("fixtures/servers/hardened")).code).toBe(0);
    const inputs = {
      package: packed.path,
      "fail-on": "never",
      profile: "audit",
      options: "--skip-rule\nssrf",
    };
    expect(runAction(copyOf("fixtures/servers/weak"), inputs).code).toBe(0);
  });

  it("hands on wrong usage", () => {
    const result = runAction(copyOf("docs/example-server"), { profile: "loud" });
    expect(result.code).toBe(2);
    expect(result.outputs.has("sarif-file")).toBe(false);
  });

  it("takes inputs for text, whatever they are", () => {
    const cwd = copyOf("fixtures/servers/hardened");
    const attack = '"; touch owned; echo "$(touch owned)`touch owned`';
    for (const name of ["path", "profile", "fail-on", "config", "baseline", "since", "options"]) {
      const result = runAction(cwd, { [name]: attack });
      expect(result.code, `${name}: ${result.log}`).toBe(2);
    }
    expect(existsSync(join(cwd, "owned"))).toBe(false);
  });
});

describe("the GitLab component", () => {
  const [spec, jobs] = parseAllDocuments(read("templates/mcp-audit/template.yml")).map((each) => each.toJS());
  const inputs = spec.spec.inputs as Record<string, { default: string; options?: string[] }>;

  function jobWith(given: Record<string, string>) {
    const text = JSON.stringify(jobs).replace(/\$\[\[ inputs\.([\w-]+) \]\]/g, (_all, name: string) =>
      JSON.stringify(given[name] ?? inputs[name]?.default).slice(1, -1),
    );
    return Object.values(JSON.parse(text))[0] as {
      script: string[];
      variables: Record<string, string>;
      artifacts: { paths: string[]; reports: Record<string, string> };
    };
  }

  it("declares every input that it uses, and puts none into a script", () => {
    const used = [...JSON.stringify(jobs).matchAll(/inputs\.([\w-]+)/g)].map(([, name]) => name ?? "");
    expect([...new Set(used)].sort()).toEqual(Object.keys(inputs).sort());
    expect(
      JSON.stringify(Object.values(jobs as Record<string, { script: unknown }>)[0]?.script),
    ).not.toContain("$[[");
    expect(inputs["package"]?.default).toBe(usual);
  });

  it("writes the reports that it declares, in the forms that GitLab reads, and fails on findings", () => {
    const cwd = copyOf("fixtures/servers/weak");
    const job = jobWith({ package: packed.path });
    const result = shell(job.script.join("\n"), { cwd, env: job.variables, name: "sh" });
    expect(result.code, result.stderr).toBe(1);
    const report = (name: string) =>
      JSON.parse(readFileSync(join(cwd, job.artifacts.reports[name] ?? ""), "utf8"));
    const ajv = new Ajv({ strict: false });
    expect(ajv.validate(codeQuality, report("codequality"))).toBe(true);
    expect(ajv.validate(sast, report("sast"))).toBe(true);
    for (const path of job.artifacts.paths) expect(existsSync(join(cwd, path))).toBe(true);
  });
});

describe("the hooks for pre-commit", () => {
  const hooks = parse(read(".pre-commit-hooks.yaml")) as { id: string; entry: string; args: string[] }[];

  it.each(hooks.map((hook) => [hook.id, hook] as const))("%s runs", (id, { entry, args }) => {
    expect(entry).toContain(usual);
    const cwd = copyOf("fixtures/servers/weak");
    const git = (...rest: string[]) =>
      spawnSync("git", ["-c", "user.name=x", "-c", "user.email=x@x", ...rest], { cwd });
    git("init", "-q");
    git("add", ".");
    git("commit", "-qm", "all");
    const command = `${entry.replace(`--yes ${usual}`, `--yes --package ${packed.path} mcp-audit`)} ${args.join(" ")}`;
    const first = shell(command, { cwd, env: {} });
    expect(first.code, first.stderr).toBe(id === "mcp-audit" ? 1 : 0);
    const server = join(cwd, "src", "server.ts");
    writeFileSync(server, readFileSync(server, "utf8").replace("wc -w ", "wc -c "));
    const second = shell(command, { cwd, env: {} });
    expect(second.code, second.stderr).toBe(1);
    expect(second.stdout).toContain("command-injection");
  });
});

describe("the Dockerfile", () => {
  it("passes the audit of its own tool, which finds what is wrong in a worse one", async () => {
    const auditOf = async (text: string) => {
      const tree = copyOf("fixtures/servers/hardened");
      mkdirSync(join(tree, "docker"));
      writeFileSync(join(tree, "docker", "Dockerfile"), text);
      const { findings } = await audit({ paths: [tree], profile: "audit" });
      return findings
        .filter(({ location }) => location.path === "docker/Dockerfile")
        .map(({ ruleId }) => ruleId);
    };
    const text = read("Dockerfile");
    expect(await auditOf(text)).toEqual([]);
    expect(await auditOf(text.replace("USER node\n", ""))).toContain("container-root");
    expect(await auditOf(text.replaceAll(/node:\S+/g, "node"))).toContain("container-unpinned-base");
  });
});
