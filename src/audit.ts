/**
 * The pipeline, on one page: discover the tree, parse its code into modules and read the files around
 * it, analyze, report.
 *
 *   audit({ paths: ["./server"] })  ->  Report
 *
 * Nothing of the audited tree is executed. The result depends on the tree and the options alone: no
 * clock, no locale, no order of the file system.
 */
import { type Artifacts, readArtifacts } from "./artifacts/index.js";
import { findBase, findReportBase } from "./discover/base.js";
import { discover } from "./discover/index.js";
import { readRevision } from "./discover/revision.js";
import { findRoot } from "./discover/targets.js";
import type { Tree } from "./discover/tree.js";
import { finishFindings, sanitizeNote, sanitizeServer } from "./findings/finish.js";
import type { LockedKnown } from "./findings/known-vulnerability.js";
import { compareNotes } from "./findings/order.js";
import type { Confidence, Profile, Report, RuleInfo, ScanNote, Severity } from "./findings/types.js";
import { languages } from "./frontends/index.js";
import { readPacked } from "./packed.js";
import { collectComments } from "./policy/comments.js";
import { createPolicy, readKnown } from "./policy/create.js";
import { MARK } from "./policy/directives.js";
import { readSettings } from "./policy/settings.js";
import { analyzePrograms, type TreeAnalysis } from "./programs/index.js";
import { loadPage, loadRules } from "./rules/load.js";
import { requireRule, selectRules } from "./rules/select.js";
import type { RuleMeta } from "./rules/types.js";
import { countOf } from "./words.js";

export interface AuditOptions {
  /** Folders or source files; several are audited as one program. */
  readonly paths: readonly string[];
  /** What the user called it, when that is not the paths: a package that was fetched, and is not trusted. */
  readonly target?: string;
  /** What `paths` are relative to; the working directory of the process unless given. */
  readonly cwd?: string;
  /** Who the report is for (default "default"). With `rules`, every profile. */
  readonly profile?: Profile;
  /** Findings below are left out (default "info"). */
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  /** Only these rules, by id. */
  readonly rules?: readonly string[];
  readonly skipRules?: readonly string[];
  /** Glob patterns of files to audit although they look like tests, examples or emitted code. */
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  /** Puts the Markdown page of each rule into the report. */
  readonly pages?: boolean;
  /** Puts code at every step of a flow into the report. */
  readonly details?: boolean;
  /** Puts the revision that is checked out into the report. */
  readonly revision?: boolean;
  /** A configuration file, or false for none; otherwise the nearest mcp-audit.yml is followed. */
  readonly config?: string | false;
  /** A file of known findings, or false for none; otherwise the one that the configuration names. */
  readonly baseline?: string | false;
  /** Only findings that have to do with what changed since this revision of git. */
  readonly since?: string;
  /** Only findings that have to do with what is not committed. */
  readonly changed?: boolean;
  /** Follow neither configuration nor comments of the tree. */
  readonly untrusted?: boolean;
  /** A suppression without a reason has no effect. */
  readonly requireReason?: boolean;
  /** Today as YYYY-MM-DD, for suppressions that expire; by default that of the clock, in UTC. */
  readonly today?: string;
  /** Puts into the report what the program can do, item by item. */
  readonly inventory?: boolean;
  /** Asks which locked dependencies below the root are known to be vulnerable; without it nobody is asked. */
  readonly askAbout?: (root: string) => Promise<LockedKnown>;
  /** Threads that may share the programs of the tree (default: as many as the machine runs, up to a limit). */
  readonly threads?: number;
  readonly onProgress?: (progress: Progress) => void;
}

export interface Progress {
  readonly phase: "discover" | "parse" | "analyze";
  readonly done: number;
  readonly total: number;
}

/** Where servers stand in repositories that are something else in the first place. */
const EXAMPLES = ["examples", "example", "samples", "sample", "demos", "demo"].map((name) => `**/${name}/**`);

/**
 * Audits a tree. Throws a UserError for options that cannot be met, never for what a file holds. A tree
 * whose only server is an example is audited with its examples, and one that is not trusted also by what was
 * left out of it as made from its sources.
 */
export async function audit(options: AuditOptions): Promise<Report> {
  const { report, builds } = await auditSources(options);
  if (options.untrusted !== true || builds === 0) return report;
  const { addBuilt } = await import("./findings/built.js");
  const { askAbout: _, ...rest } = options;
  return addBuilt(report, (await auditOnce(rest, true)).report);
}

interface Audited {
  readonly report: Report;
  /** Number of files that were left out although they run. */
  readonly builds: number;
}

async function auditSources(options: AuditOptions): Promise<Audited> {
  const own = await auditOnce(options);
  const leftOut = own.report.notes.some((note) => note.message.includes("examples"));
  if (own.report.server.entities.length > 0 || options.include?.length || !leftOut) return own;
  const whole = await auditOnce({ ...options, include: EXAMPLES });
  return whole.report.server.entities.length > 0 ? whole : own;
}

async function auditOnce(options: AuditOptions, built = false): Promise<Audited> {
  const progress = options.onProgress ?? (() => {});
  const cwd = options.cwd ?? process.cwd();
  const extensions = languages.flatMap((entry) => entry.extensions);
  const { root } = findRoot({ ...options, cwd, extensions });
  // What was fetched lies in a cache, whose place is nobody's business.
  const place = { root, base: options.target === undefined ? findBase(root, cwd) : root, cwd };
  const all = loadRules();
  const ids = all.map((rule) => rule.id);
  const settings = await readSettings(options, place, ids);
  const comparison = await readKnown(options, place, settings);
  const { rules: named = [], skipRules = [] } = options;
  const off = settings.off.filter((id) => !named.includes(id));
  const rules = selectRules(all, named, [...skipRules, ...off]);

  progress({ phase: "discover", done: 0, total: 0 });
  const tree = await discover({ ...options, ...settings, cwd, extensions, mark: MARK, built });

  const artifacts = await readArtifacts(tree);
  const known = await options.askAbout?.(tree.root);

  const total = tree.sources.length;
  const analysis = await analyzePrograms({
    tree,
    artifacts,
    rules: rules.map((rule) => rule.id),
    vulnerabilities: known?.vulnerabilities ?? [],
    inventory: options.inventory ?? false,
    ...(options.threads === undefined ? {} : { threads: options.threads }),
    onFile: (done) => progress({ phase: done < total ? "parse" : "analyze", done, total }),
  });

  // Not the working directory: the same tree gives the same report, wherever the audit was started.
  const base = options.target === undefined ? findReportBase(root) : root;
  const versionControl = options.revision === true ? await readRevision(base) : undefined;
  const comments = await collectComments(tree, analysis.comments);
  const policy = createPolicy(options, { place, settings, comparison, tree, comments, known: ids, rules });
  const { findings, suppressed, hidden } = finishFindings(
    analysis.findings,
    policy,
    (path) => tree.readLines(path),
    options.details,
  );
  const notes = [
    ...tree.notes,
    ...notesOnCode(analysis.read),
    ...artifacts.notes,
    ...analysis.notes,
    ...policy.notes(),
    ...(known === undefined ? [] : [noteOnAsking(known)]),
  ]
    .map(sanitizeNote)
    .sort(compareNotes);
  const report: Report = {
    tool: toolInfo(),
    root: tree.root,
    base,
    ...(versionControl === undefined ? {} : { versionControl }),
    target: options.target ?? options.paths.join(" "),
    findings,
    suppressed,
    hidden,
    ...policy.summaries(findings, suppressed, hidden.byChange),
    server: sanitizeServer(analysis.server),
    notes,
    configuration: configurationOf(analysis.read, artifacts),
    ...(analysis.inventory === undefined ? {} : { inventory: analysis.inventory }),
    rules: rules.map((rule) => describeRule(rule, options.pages ?? false)),
    stats: statsOf(tree, analysis.read),
    incomplete: notes.some((note) => note.kind === "failed"),
  };
  return { report, builds: tree.parts.builds.length };
}

/** Who was asked about dependencies, and what was sent for it. */
function noteOnAsking({ source, sent, files, packages }: LockedKnown): ScanNote {
  const about = `${countOf(packages, "locked package")} of ${countOf(files.length, "lock file")}`;
  const message =
    files.length === 0
      ? "no lock file was found, so nobody was asked about known vulnerabilities of dependencies"
      : `${source} was asked about ${about}${sent ? "; their names and versions were sent" : "; nothing was sent"}`;
  return { path: ".", kind: "info", message };
}

/** Version of this installation. */
export function toolVersion(): string {
  return toolInfo().version;
}

function toolInfo(): Report["tool"] {
  const { version, homepage } = readPacked<{ version: string; homepage?: string }>("../package.json");
  return { name: "mcp-audit", version, ...(homepage === undefined ? {} : { homepage }) };
}

/** The rules this version has, ordered by id. */
export function listRules(): readonly RuleInfo[] {
  return loadRules().map((rule) => describeRule(rule, false));
}

/** One rule with its page. Throws a UserError that names the nearest ids when there is none. */
export function explainRule(id: string): RuleInfo {
  return describeRule(requireRule(loadRules(), id), true);
}

function describeRule(rule: RuleMeta, withPage: boolean): RuleInfo {
  const { id, title, severity, confidence, profile, cwe, owasp, summary, fix } = rule;
  const info = { id, title, severity, confidence, profile, cwe, owasp, summary, fix };
  return withPage ? { ...info, page: loadPage(id) } : info;
}

/** Files that configure clients or list tools, where that is all there is to audit: a tree without code. */
function configurationOf({ paths }: TreeAnalysis["read"], artifacts: Artifacts): string[] {
  if (paths.size > 0) return [];
  const tools = artifacts.tools.map((tool) => tool.at.path);
  return [...new Set([...artifacts.clients.map((client) => client.path), ...tools])].sort();
}

/** A release of which only the minified form is there can be run and not read. */
function notesOnCode({ paths, minified }: TreeAnalysis["read"]): ScanNote[] {
  if (!minified) return [];
  const message = "all code here is minified: names are gone, so it can hardly be audited; audit its sources";
  const [first = "."] = paths;
  return [{ path: paths.size === 1 ? first : ".", kind: "partial", message }];
}

function statsOf(tree: Tree, { paths, functions, unsupported }: TreeAnalysis["read"]): Report["stats"] {
  return { files: paths.size, bytes: tree.bytes, functions, unsupported };
}
