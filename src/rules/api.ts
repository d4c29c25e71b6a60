/**
 * What a check may use: rules/<id>/check.ts imports this module and nothing else.
 *
 * A check is a function that looks at a program and reports findings. The program is what the analysis
 * made of the tree: its tools, how it is deployed, the calls that leave it, the code of its functions.
 * All of it is the same for every language; nothing of it may be changed.
 *
 *   export const check = defineCheck((program, report) => {
 *     for (const listener of program.deployment.listeners) {
 *       if (listener.protection === "open") report({ at: listener.site, message: "..." });
 *     }
 *   });
 *
 * Two views on code are there. `program.calls` knows the values of arguments and follows imports and
 * aliases, but only in code that runs. `program.functions` are the functions as they are written, also
 * those that nothing calls; their `text` is what stands there, under the names used there.
 */
import type { Artifacts } from "../artifacts/types.js";
import type { KnownVulnerability } from "../findings/known-vulnerability.js";
import type { Confidence, Location, Profile, Severity } from "../findings/types.js";
import type { TreeFiles } from "../frontends/types.js";
import { codeOf, type FunctionCode } from "../ir/code.js";
import { ingredientsOf } from "../ir/ingredients.js";
import type { NamedText } from "../ir/texts.js";
import type { FunctionIR, Instr, ModuleIR, Span } from "../ir/types.js";
import type { SinkKind } from "../models/types.js";
import type { Deployment, Listener } from "../server/deployment.js";
import type { Standing } from "../server/releases.js";
import type { SeenCalls } from "../server/seen.js";
import type { Told } from "../server/texts.js";
import type { ReachedCall } from "../server/tool-calls.js";
import type { WrittenCall, WrittenCalls } from "../server/written.js";
import type { BranchRecord, CallRecord } from "../taint/record.js";
import type { Site } from "../taint/site.js";
import type { Value } from "../taint/values.js";
import type { GradedFlow } from "./grade.js";

export type { GradedFlow };

/** A place: of something the analysis found, or of an instruction of a function. */
export type Place = Site | Location;

export interface Draft {
  readonly at: Place;
  /** One or two full sentences that state the fact, with names. */
  readonly message: string;
  /** Other places that belong to it. */
  readonly related?: readonly { readonly at: Place; readonly text: string }[];
  /** Where these are not those of the rule. */
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  readonly profile?: Profile;
  /** What to do about it here, where the rule's advice does not fit. */
  readonly fix?: string;
  /** Texts of the tree that no report may show whole. */
  readonly secrets?: readonly string[];
  /** True when there is one such finding a server: a later scan knows it again wherever it is shown. */
  readonly once?: boolean;
}

export type Report = (draft: Draft) => void;

export interface Tool {
  /** Undefined when it is computed at run time. */
  readonly name: string | undefined;
  readonly description: string | undefined;
  readonly annotations: Readonly<Record<string, unknown>>;
  readonly site: Site;
  /** The handlers and all that runs when they do. */
  readonly functions: ReadonlySet<FunctionIR>;
  /** What the models say of the calls in them. */
  readonly capabilities: ReadonlySet<SinkKind>;
  /** Calls that leave the tree when this very tool runs, with the way to each. */
  readonly calls: readonly ReachedCall[];
  /** What it says of its arguments; undefined where it says nothing. */
  readonly schema: Value | undefined;
  /** Title and description as values: more than one constant when they depend on something. */
  readonly said: readonly Value[];
}

export interface Program {
  readonly tools: readonly Tool[];
  readonly deployment: Deployment;
  /** Calls that leave the tree, in code that runs. */
  readonly calls: SeenCalls;
  /** Flows that the taint rules reported: which entry reaches which dangerous call. */
  readonly flows: readonly GradedFlow[];
  /** The program's own functions, in the order of files; code of embedded packages is left out. */
  readonly functions: readonly FunctionCode[];
  /** Those of them that stand in files in which a word of each kind is written; see `mentions`. */
  functionsNaming(...words: readonly RegExp[]): readonly FunctionCode[];
  /** The files in which one of these words is written. */
  modulesNaming(words: RegExp): readonly ModuleIR[];
  /** The reader of one function. */
  codeOf(module: ModuleIR, fn: FunctionIR): FunctionCode;
  /** Branches on values that may come from a request, in code that runs. */
  readonly branches: readonly BranchRecord[];
  /** Manifests and the like; absent when only modules were given. */
  readonly files: TreeFiles | undefined;
  /** The files around the code, read: configuration, containers, dependencies. */
  readonly artifacts: Artifacts;
  /** Locked dependencies that are known to be vulnerable, where somebody was asked. */
  readonly vulnerabilities: readonly KnownVulnerability[];
  readonly modules: readonly ModuleIR[];
  /** Constant texts of the program's own code and what they are given to, as written. */
  readonly texts: readonly NamedText[];
  /** Every call of the program's own code as written, also in code that nothing runs. */
  readonly written: WrittenCalls;
  /** The functions from which handlers of tools, resources and prompts are made up. */
  readonly handled: ReadonlySet<FunctionIR>;
  /** Every text that the model or the user is told; those of registered pieces first. */
  readonly told: readonly Told[];
  /** Tools that are registered again under the same name, with another handler. */
  readonly repeatedTools: readonly { readonly name: string; readonly first: Site; readonly again: Site }[];
  /** Where a text stands in the code, or the given place when it is put together from parts. */
  placeOfText(text: string, near: Place): Place;
}

export type Check = (program: Program, report: Report) => void | Promise<void>;

/** What rules/<id>/check.ts exports. */
export interface CheckModule {
  readonly check: Check;
}

export function defineCheck(check: Check): Check {
  return check;
}

/** Every instruction of a function, in the order of its blocks. */
export function instructions(code: FunctionCode): readonly Instr[] {
  return code.instructions;
}

/** The place of an instruction. */
export function placeOf(code: FunctionCode, where: { readonly span: Span }): Location {
  return { path: code.module.path, span: where.span };
}

/** The only constants a value may be, or undefined when it may be anything else. */
export function constants(
  v: Value | undefined,
): readonly (string | number | boolean | null | undefined)[] | undefined {
  return v === undefined || v.unknown || v.refs.length > 0 || v.taints.length > 0 || v.consts.length === 0
    ? undefined
    : v.consts;
}

/** The code of a recorded call: its function and its instruction. */
export function codeOfCall(
  call: CallRecord,
): { readonly code: FunctionCode; readonly instr: Extract<Instr, { op: "call" }> } | undefined {
  const code = codeOf(call.site.module, call.fn);
  const instr = code.callAt(call.site.span);
  return instr === undefined ? undefined : { code, instr };
}

/** Constant texts of which the arguments of a call are made, as written and as the analysis knows them. */
export function textsInCall(call: CallRecord): readonly string[] {
  const out = new Set<string>();
  for (const v of [...call.args, ...call.names.values()]) addTexts(v, out, 0);
  const found = codeOfCall(call);
  for (const arg of found?.instr.args ?? [])
    for (const text of ingredientsOf((found as { code: FunctionCode }).code, arg.value)) out.add(text);
  return [...out];
}

function addTexts(v: Value | undefined, out: Set<string>, depth: number): void {
  if (v === undefined || depth > 2) return;
  for (const c of v.consts) if (typeof c === "string") out.add(c);
  for (const r of v.refs)
    if (r.kind === "array" || r.kind === "object")
      for (const cell of [...r.cells.values()].slice(0, 50)) addTexts(cell.value, out, depth + 1);
}

/** Constant texts of which the receiver and the arguments of a call are made, as written. */
export function textsOfWritten({ code, instr }: WrittenCall): readonly string[] {
  const temps = [...(instr.self === undefined ? [] : [instr.self]), ...instr.args.map((arg) => arg.value)];
  return [...new Set(temps.flatMap((temp) => ingredientsOf(code, temp)))];
}

/** What may be paths in a call, as written: its constant texts, and those of each value joined. */
export function pathsOfWritten({ code, instr }: WrittenCall): readonly string[] {
  const temps = [...(instr.self === undefined ? [] : [instr.self]), ...instr.args.map((arg) => arg.value)];
  return temps.flatMap((temp) => {
    const parts = ingredientsOf(code, temp).filter((text) => text.length < 300 && !text.includes("\n"));
    return [...parts, parts.join("/").replace(/\/{2,}/g, "/")];
  });
}

/** Name of a call for a sentence: "`express.listen()`". */
export function callName(path: string): string {
  const parts = path
    .replace(/^(global|builtins|%value|%any)\./, "")
    .replaceAll("()", "")
    .split(".");
  const tail = parts.slice(-2).join(".");
  return `\`${tail.slice(tail.lastIndexOf("/") + 1)}()\``;
}

/** How a listener comes to be reachable by everybody, for a sentence that begins with its call. */
export function whereItListens(listener: Listener): string {
  const { standing } = listener;
  if (!listener.stated && standing?.release !== undefined)
    return `names no address to listen on, which in ${releaseOf(standing)} means all interfaces`;
  if (!listener.stated) return "names no address to listen on, which means all interfaces";
  return listener.configurable
    ? "listens on all interfaces unless it is configured otherwise"
    : "listens on all interfaces";
}

/** The release of a package that a tree gets, for a sentence: "`mcp` 1.6.0". */
export function releaseOf({ condition, release, exact }: Standing): string {
  const name = `\`${condition.of}\``;
  return exact ? `${name} ${release}` : `the newest ${name} that is allowed here`;
}

/** Where the tree says which release it gets. */
export function saidOf(standing: Standing | undefined): NonNullable<Draft["related"]> {
  return standing?.at === undefined
    ? []
    : [{ at: standing.at, text: `which \`${standing.condition.of}\` the server gets` }];
}

/** A list for a sentence: "`a`, `b` and 3 more". */
export function listed(names: readonly string[], most = 3): string {
  const shown = names.slice(0, most).map((name) => `\`${name}\``);
  const more = names.length - shown.length;
  if (more > 0) return `${shown.join(", ")} and ${more} more`;
  return shown.length < 2
    ? shown.join("")
    : `${shown.slice(0, -1).join(", ")} and ${shown[shown.length - 1] as string}`;
}

export { baseName, type PackageRun, packageRunOf, splitImage } from "../artifacts/commands.js";
export { entriesOf, get, itemsOf, type NamedScalar, scalarsOf, textOf, textsIn } from "../artifacts/data.js";
export { lockedPackages } from "../artifacts/index.js";
export { TRAIT_SENTENCES, type Trait, type TraitKind, traitsOf } from "../artifacts/traits.js";
export type * from "../artifacts/types.js";
export type { KnownVulnerability } from "../findings/known-vulnerability.js";
export { isSeverityAtLeast } from "../findings/order.js";
export { quote } from "../findings/quote.js";
export type { Location, Severity } from "../findings/types.js";
export { grouped } from "../grouped.js";
export type { FunctionCode } from "../ir/code.js";
export {
  ENVIRONMENT,
  ENVIRONMENT_WORDS,
  type EnvironmentRead,
  environmentReads,
  variableRead,
} from "../ir/environment.js";
export { ingredientsOf } from "../ir/ingredients.js";
export type { NamedText } from "../ir/texts.js";
export type { FunctionIR, Instr, ModuleIR, Temp } from "../ir/types.js";
export { isInside, type Use, usesOf, usesOfVariable } from "../ir/uses.js";
export * from "../secrets/index.js";
export { wayTo } from "../server/behind.js";
export { isAmong, isEqual, MEMBER } from "../server/comparisons.js";
export { type Asked, decided, fixed, type Known } from "../server/decided.js";
export type { Deployment, Listener } from "../server/deployment.js";
export type { Evidence } from "../server/evidence.js";
export { isHarmless } from "../server/harmless.js";
export { type Foreign, foreignSide, type Looks } from "../server/host-patterns.js";
export { sideLeftOpen } from "../server/host-tests.js";
export { isPiece } from "../server/pieces.js";
export type { Standing } from "../server/releases.js";
export { type HostingCall, isGiven, isOn, mayBeOff } from "../server/seen.js";
export type { Told } from "../server/texts.js";
export { asMade, type ReachedCall } from "../server/tool-calls.js";
export { DENIES, type Stranger, Ways } from "../server/ways.js";
export type { WrittenCall, WrittenCalls } from "../server/written.js";
export { dependenciesOf } from "../server/written-checks.js";
export type { BranchRecord, CallRecord } from "../taint/record.js";
export { isSecretName } from "../taint/secrets.js";
export type { Site } from "../taint/site.js";
export type { Value } from "../taint/values.js";
export { isForeign, vendorOf } from "./credentials.js";
export { isSettingName } from "./setting-names.js";
export { isExponential } from "./slow-patterns.js";
