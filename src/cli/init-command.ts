/**
 * `mcp-audit init`: audits, shows what it found and what it would write, and writes it when told to.
 *
 * A file that is there is never changed.
 */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { audit } from "../audit.js";
import { UserError } from "../errors.js";
import type { Report } from "../findings/types.js";
import { render } from "../report/index.js";
import { EXIT } from "./exit-code.js";
import { CI_FILES, type Ci, ciText, configText, type Plan } from "./init-files.js";
import type { Io } from "./io.js";
import { describeTerminal } from "./terminal.js";

export interface InitFlags {
  readonly yes?: boolean;
  readonly ci?: Ci | "none";
  readonly baseline?: boolean;
  readonly color: boolean;
}

interface Planned {
  /** Absolute. */
  readonly path: string;
  readonly what: string;
  readonly text: string;
}

const CONFIG = "mcp-audit.yml";
const BASELINE = "mcp-audit-baseline.json";

/** Runs it for one folder and returns the exit code. */
export async function runInit(folder: string, flags: InitFlags, io: Io): Promise<number> {
  const report = await audit({ paths: [folder], cwd: io.cwd, revision: true });
  const terminal = describeTerminal(io, flags);
  await io.out(await render(report, "text", { ...terminal, cwd: io.cwd, verbose: false, parts: "summary" }));

  const files = planFiles(report, flags);
  const fresh = files.filter(({ path }) => !existsSync(path));
  const show = (path: string): string => relative(io.cwd, path).split(sep).join("/") || ".";
  for (const { path } of files.filter((each) => !fresh.includes(each))) {
    await io.out(`\n${show(path)} is there already and is left as it is.\n`);
  }
  if (fresh.length === 0 && flags.baseline !== true) return EXIT.clean;
  await io.out(`\nTo be written:\n${fresh.map(({ path, what }) => `  ${show(path)}  ${what}\n`).join("")}`);
  if (flags.baseline === true)
    await io.out(`  ${show(join(report.root, BASELINE))}  the findings of today\n`);
  if (detectCi(report, flags) === undefined) {
    await io.out("No build server was recognized; --ci github or --ci gitlab writes a job for it.\n");
  }
  if (!(await isWanted(flags, io))) return EXIT.clean;

  for (const { path, text } of fresh) write(path, text);
  for (const { path } of fresh) await io.out(`Written: ${show(path)}\n`);
  if (flags.baseline !== true) return EXIT.clean;
  const { runBaseline } = await import("./baseline-command.js");
  return runBaseline([folder], { output: show(join(report.root, BASELINE)) }, io);
}

function planFiles(report: Report, flags: InitFlags): Planned[] {
  const base = report.base ?? report.root;
  const plan: Plan = {
    version: report.tool.version,
    path: relative(base, report.root).split(sep).join("/") || ".",
    ...(flags.baseline === true ? { baseline: BASELINE } : {}),
  };
  const files = [{ path: join(report.root, CONFIG), what: "the configuration", text: configText(plan) }];
  const ci = detectCi(report, flags);
  if (ci === undefined || ci === "none") return files;
  const what = ci === "github" ? "audits pull requests and the main branch" : "a job of the pipeline";
  return [...files, { path: join(base, CI_FILES[ci]), what, text: ciText(ci, plan) }];
}

/** By what was asked for, by files that only one of them reads, by the address of the repository. */
function detectCi(report: Report, flags: InitFlags): InitFlags["ci"] {
  if (flags.ci !== undefined) return flags.ci;
  const base = report.base ?? report.root;
  if (existsSync(join(base, ".github"))) return "github";
  if (existsSync(join(base, ".gitlab-ci.yml")) || existsSync(join(base, ".gitlab"))) return "gitlab";
  const { repository } = report.versionControl ?? {};
  const host = repository === undefined ? "" : new URL(repository).hostname;
  if (host === "github.com") return "github";
  return host.split(".").includes("gitlab") ? "gitlab" : undefined;
}

async function isWanted(flags: InitFlags, io: Io): Promise<boolean> {
  if (flags.yes === true) return true;
  if (io.ask === undefined) {
    await io.out("Nothing was written. Run it again with --yes to write these files.\n");
    return false;
  }
  const answer = await io.ask("Write these files? [y/N] ");
  return /^y(?:es)?$/i.test(answer.trim());
}

function write(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    // The flag refuses a file, or a link, that has come since.
    writeFileSync(resolve(path), text, { flag: "wx" });
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? "unknown error";
    throw new UserError(`${path} could not be written (${code}).`, "Check the permissions of its folder.", {
      cause,
    });
  }
}
