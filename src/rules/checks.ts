/**
 * Runs the rules of mode "check" on an analysed program. Each one's code is loaded when it runs; one that
 * throws is a note, and the others go on.
 */
import { type Artifacts, NO_ARTIFACTS } from "../artifacts/index.js";
import type { RawFinding } from "../findings/finish.js";
import type { KnownVulnerability } from "../findings/known-vulnerability.js";
import type { Location, ScanNote } from "../findings/types.js";
import type { TreeFiles } from "../frontends/types.js";
import { codeOf } from "../ir/code.js";
import { mentions } from "../ir/mentions.js";
import { textsOf } from "../ir/texts.js";
import type { ModuleIR } from "../ir/types.js";
import type { Deployment } from "../server/deployment.js";
import type { ServerView } from "../server/discover.js";
import { toldTexts } from "../server/texts.js";
import { WrittenCalls } from "../server/written.js";
import { placeOfText } from "../server/written-texts.js";
import { lazily } from "../taint/lazily.js";
import type { Machine } from "../taint/machine.js";
import { locate } from "../taint/site.js";
import type { CheckModule, Draft, Place, Program } from "./api.js";
import type { GradedFlow } from "./grade.js";
import { toldByLists } from "./listed-tools.js";
import { loadCheckModule } from "./load.js";
import { toldByFiles } from "./loaded-texts.js";
import { handlersOf, repeatedTools, toolsOf } from "./tools.js";
import type { RuleMeta } from "./types.js";

export interface CheckInput {
  readonly m: Machine;
  readonly modules: readonly ModuleIR[];
  readonly view: ServerView;
  readonly deployment: () => Deployment;
  readonly flows: readonly GradedFlow[];
  readonly files: TreeFiles | undefined;
  readonly artifacts: Artifacts | undefined;
  readonly vulnerabilities: readonly KnownVulnerability[];
}

export interface CheckResult {
  readonly findings: readonly RawFinding[];
  readonly notes: readonly ScanNote[];
}

/** Runs those of the rules that are checks. */
export async function runChecks(program: Program, rules: readonly RuleMeta[]): Promise<CheckResult> {
  const findings: RawFinding[] = [];
  const notes: ScanNote[] = [];
  const languages = new Set(program.modules.map((module) => module.language));
  for (const rule of rules) {
    if (rule.mode === "taint") continue;
    if (rule.languages !== undefined && !rule.languages.some((each) => languages.has(each))) continue;
    const own: RawFinding[] = [];
    try {
      const { check } = (await loadCheckModule(rule.id)) as CheckModule;
      await check(program, (draft) => own.push(findingOf(rule, draft)));
      for (const each of own) findings.push(each);
    } catch (error) {
      notes.push({
        path: "",
        kind: "failed",
        message: `the rule ${rule.id} failed: ${error instanceof Error ? error.message : String(error)}`,
      });
    }
  }
  return { findings, notes };
}

function findingOf(rule: RuleMeta, draft: Draft): RawFinding {
  if (!/[.!?]$/.test(draft.message)) throw new Error(`a message that is no full sentence: ${draft.message}`);
  const location = locationOf(draft.at);
  const related = (draft.related ?? []).map(({ at, text }) => ({ location: locationOf(at), text }));
  return {
    ruleId: rule.id,
    severity: draft.severity ?? rule.severity,
    confidence: draft.confidence ?? rule.confidence,
    profile: draft.profile ?? rule.profile,
    message: draft.message,
    location,
    related: related
      .filter(
        (each, i) =>
          !same(each.location, location) &&
          related.findIndex((other) => same(other.location, each.location)) === i,
      )
      .slice(0, 20),
    flow: [],
    guards: [],
    origins: [],
    ...(draft.fix === undefined ? {} : { fix: draft.fix }),
    ...(draft.secrets === undefined ? {} : { secrets: draft.secrets }),
    ...(draft.once === true ? { scope: "server" as const } : {}),
  };
}

const same = (a: Location, b: Location): boolean => a.path === b.path && a.span.line === b.span.line;

function locationOf(place: Place): Location {
  return "module" in place ? locate(place) : place;
}

/** The program as checks see it; what costs something is made when it is asked for. */
export function viewProgram(input: CheckInput): Program {
  const { m, modules, view, files, flows } = input;
  const handlers = new Set(view.entities.flatMap(handlersOf));
  const deployment = input.deployment();
  const tools = lazily(() => toolsOf(m, view, deployment));
  const byModule = lazily(
    () =>
      new Map(
        modules.map((module) => [
          module,
          module.functions.filter((fn) => fn.vendored === undefined).map((fn) => codeOf(module, fn)),
        ]),
      ),
  );
  const functions = lazily(() => [...byModule().values()].flat());
  const written = lazily(() => new WrittenCalls(m, modules));
  const texts = lazily(() => modules.flatMap(textsOf));
  const handled = lazily(() => deployment.reach.fromAll(handlers));
  const { artifacts = NO_ARTIFACTS } = input;
  const functionsNaming: Program["functionsNaming"] = (...words) =>
    [...byModule()].flatMap(([module, own]) => (words.every((each) => mentions(module, each)) ? own : []));
  const toldByCode = lazily(() =>
    toldTexts({
      m,
      entities: [...view.entities, ...view.listed],
      calls: deployment.calls,
      functions: functions(),
      functionsNaming,
      handled: handlersOf,
    }),
  );
  const told = lazily(() => [
    ...toldByCode(),
    ...toldByLists(artifacts.tools, toldByCode()),
    ...toldByFiles(artifacts.prose, functions()),
  ]);
  return {
    deployment,
    calls: deployment.calls,
    flows,
    files,
    codeOf,
    get branches() {
      return m.seen.branches();
    },
    modules,
    artifacts,
    vulnerabilities: input.vulnerabilities,
    get written() {
      return written();
    },
    get texts() {
      return texts();
    },
    get tools() {
      return tools();
    },
    get functions() {
      return functions();
    },
    functionsNaming,
    modulesNaming: (words) => modules.filter((module) => mentions(module, words)),
    get handled() {
      return handled();
    },
    get told() {
      return told();
    },
    get repeatedTools() {
      return repeatedTools(m, view);
    },
    placeOfText: (text, near) => placeOfText(functions(), text, locationOf(near).path) ?? near,
  };
}
