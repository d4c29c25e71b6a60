/**
 * Grades a flow for the kind of sink it reaches: clear, open, or behind a check with a known hole.
 * Each kind has its own idea of what is enough; what counts for all is in common.ts.
 */

import type { Check } from "../taint/checks.js";
import type { Flow } from "../taint/flows.js";
import { HOLE, type Op } from "../taint/lineage.js";
import type { Machine } from "../taint/machine.js";
import { alphabetExcludes, replacement } from "./alphabet.js";
import { gradeCode, simple } from "./code.js";
import { gradeArchive } from "./archive.js";
import { withoutContainerChecks } from "./containers.js";
import { isEscapedPattern } from "./escaped-pattern.js";
import {
  clearedByModel,
  constrainedType,
  hasFlow,
  isEncoded,
  isMeasure,
  isOtherPart,
  memberOfSet,
} from "./evidence.js";
import { withoutImpossible } from "./impossible.js";
import { refusesProto, withoutInherited } from "./keys.js";
import { looksLike } from "./language.js";
import { gradeDirectory } from "./ldap.js";
import { gradeLeak, staysInside } from "./leak.js";
import { readsListedNames } from "./listed-names.js";
import { leadsOut } from "./markup.js";
import { gradePath } from "./path.js";
import { gradeFilter, gradeQuery } from "./query.js";
import { isOwnHeader } from "./request-headers.js";
import { applySchema, type Schemed, withAsserted } from "./schema-checks.js";
import { isScriptData } from "./script.js";
import { gradeArgv, gradeProgram, gradeShell } from "./shell.js";
import { CLEAR, type Graded, type Verdict } from "./types.js";
import { gradeUrl, isOfTheWeb } from "./url.js";

export type { Hole, Verdict } from "./types.js";

const RANK: Record<Verdict["status"], number> = { clear: 0, weak: 1, open: 2 };

/** The verdict on a flow; the worst one where a schema makes several values of it. */
export function grade(m: Machine, flow: Flow): Verdict {
  const verdict = readsListedNames(m, flow) ? CLEAR : worstOf(m, flow);
  if (verdict.status === "clear") return verdict;
  const asserted = withAsserted(flow);
  if (asserted === undefined) return verdict;
  const other = worstOf(m, asserted);
  return RANK[other.status] < RANK[verdict.status] ? other : verdict;
}

function worstOf(m: Machine, flow: Flow): Verdict {
  let worst: Verdict = CLEAR;
  for (const schemed of applySchema(m, flow)) {
    const v = gradeSchemed(schemed);
    if (RANK[v.status] > RANK[worst.status]) worst = v;
  }
  return worst;
}

/** What a caller knows the value by. */
function nameIn({ steps }: Flow): string | undefined {
  const { op } = steps.findLast((s) => s.op.op === "prop") ?? {};
  return op?.op === "prop" ? op.name : undefined;
}

function gradeSchemed({ flow: whole, constraint, at }: Schemed): Verdict {
  if (isOtherPart(whole.steps)) return CLEAR;
  const flow = withoutContainerChecks(whole);
  const { before, after } = surroundings(flow.steps.map((s) => s.op));
  const { text } = flow.hit.row;
  const isMarkup = text === "html" && flow.steps.some(({ op }) => op.op === "flow" && op.flow === "markup");
  if (text !== undefined && !isMarkup && !looksLike(text, before + HOLE + after, nameIn(flow))) return CLEAR;
  const sound = flow.checks.filter((c) => doubt(flow, c) === undefined);
  const g: Graded = {
    flow,
    kind: flow.hit.row.kind,
    before,
    after,
    constraint,
    constraintAt: at,
    checks: withoutImpossible(
      flow.steps,
      sound,
      (at) => surroundings(flow.steps.slice(0, at).map((s) => s.op)).before,
    ),
    answers: new Map(),
  };
  if (staysInside(flow.source)) return clearedByModel(g) ? CLEAR : gradeLeak(g);
  if (clearForAll(g) || isOfOwnFile(g)) return CLEAR;
  const verdict = byCases(g);
  return verdict.status === "open" && verdict.extent !== "segment"
    ? (doubtful(g, verdict) ?? verdict)
    : verdict;
}

/**
 * Is it what stands in a file that the caller chose by a name which leads nowhere else? Then it is the operator's text:
 * the caller only says which.
 */
function isOfOwnFile(g: Graded): boolean {
  const { steps } = g.flow;
  const read = steps.findIndex(({ op }) => op.op === "flow" && op.flow === "file-content");
  if (read < 0 || g.flow.source.kind === "sensitive-file") return false;
  const path = steps.slice(0, read);
  const { before, after } = surroundings(path.map((s) => s.op));
  const ofPath: Graded = {
    ...g,
    flow: { ...g.flow, steps: path },
    kind: "file-read",
    before,
    after,
    checks: g.checks.filter((c) => c.at <= read),
    answers: new Map(),
  };
  return (
    path.some(({ op }) => op.op === "concat" || (op.op === "flow" && op.flow === "path-join")) &&
    gradePath(ofPath).status === "clear"
  );
}

/** The verdict; where one or another list of checks holds, the worst of what each of them leaves. */
function byCases(g: Graded): Verdict {
  const together = gradeKind(g);
  if (together.status === "clear") return together;
  let best = together;
  let bestLeft: Graded | undefined;
  for (const choice of g.checks) {
    if (choice.options === undefined) continue;
    const others = g.checks.filter((c) => c !== choice);
    let worst: Verdict = CLEAR;
    let left: Graded | undefined;
    for (const option of choice.options) {
      const one: Graded = { ...g, checks: [...others, ...option], quick: true };
      const v = gradeKind(one);
      if (RANK[v.status] > RANK[worst.status]) {
        worst = v;
        left = one;
      }
      // It is no better than what is known already.
      if (RANK[worst.status] >= RANK[best.status]) break;
    }
    if (RANK[worst.status] < RANK[best.status]) {
      best = worst;
      bestLeft = left;
    }
  }
  return bestLeft === undefined ? best : gradeKind({ ...bestLeft, quick: false });
}

function clearForAll(g: Graded): boolean {
  if (clearedByModel(g) || isMeasure(g)) return true;
  if (g.kind !== "limit" && hasFlow(g, "amount")) return true;
  if (g.flow.steps.some((s) => s.op.op === "flow" && s.op.label === "typeof")) return true;
  if (g.kind === "limit" && g.constraint?.type === "number") return g.constraint.bounded === true;
  return constrainedType(g);
}

/** Why a check may not have been made of the value that arrives here. */
function doubt(flow: Flow, c: Check): "decoded" | "branch" | undefined {
  if (c.fact.maybe === true || c.options?.some((o) => o.some((x) => x.fact.maybe === true)) === true)
    return "branch";
  return flow.steps.slice(c.at).some((s) => isDecoding(s.op)) ? "decoded" : undefined;
}

/** Is the answer of the same test known on every way here? Then nothing about it is in doubt. */
function answered(g: Graded, c: Check): boolean {
  return g.checks.some((o) => o.fact.site === c.fact.site && o.fact.test === c.fact.test && o.at === c.at);
}

const AS_IT_IS: Op = { op: "flow", flow: "identity", label: "" };
const isDecoding = (op: Op): boolean => op.op === "flow" && op.flow === "decode";

/** Would the flow be held by a check that is in doubt? Then that doubt is the hole. */
function doubtful(g: Graded, verdict: Verdict): Verdict | undefined {
  for (const why of ["decoded", "branch"] as const) {
    const some = g.flow.checks.filter(
      (c) => doubt(g.flow, c) === why && !(why === "branch" && answered(g, c)),
    );
    if (some.length === 0) continue;
    const steps =
      why === "decoded"
        ? g.flow.steps.map((s) => (isDecoding(s.op) ? { ...s, op: AS_IT_IS } : s))
        : g.flow.steps;
    const trusting: Graded = {
      ...g,
      flow: { ...g.flow, steps },
      checks: [...g.checks, ...some],
      answers: new Map(),
    };
    // What was encoded before it was decoded is as it was: no check has a part in it.
    if (why === "decoded" && gradeKind({ ...trusting, checks: g.checks }).status === "clear") continue;
    const v = gradeKind({ ...trusting, answers: new Map() });
    if (v.status === "weak") return { ...v, extent: verdict.extent };
    if (v.status !== "clear") continue;
    const [check] = [
      ...some.filter((c) => gradeKind({ ...trusting, checks: [...g.checks, c] }).status === "clear"),
      ...some,
    ];
    if (check === undefined) continue;
    const label = check.fact.options?.[0]?.[0]?.fact.label ?? check.fact.label;
    const text =
      why === "decoded"
        ? `\`${label}\` looks at the value before it is decoded; an encoded form of what it refuses passes`
        : `\`${label}\` is tested on one branch only; on the other the value goes on unchecked`;
    return { ...verdict, status: "weak", holes: [{ check: check.fact, text }] };
  }
  return undefined;
}

function gradeKind(g: Graded): Verdict {
  switch (g.kind) {
    case "os-command":
      return gradeShell(g);
    case "program-args":
      return gradeArgv(g);
    case "file-read":
    case "file-write":
    case "file-delete":
    case "file-list":
    case "work-dir":
      return gradePath(g);
    case "archive-extract":
      return gradeArchive(g);
    case "url":
    case "redirect":
      return gradeUrl(g);
    case "launch-url":
    case "browse-url":
      if (hasFlow(g, "url-encode-uri") || isOfTheWeb(g)) return CLEAR;
      return alphabetGrade(g, ["$", "`", '"', "'"]);
    case "sql":
      return gradeQuery(g);
    case "nosql":
      return gradeFilter(g);
    case "ldap":
      return gradeDirectory(g);
    case "xpath":
      return gradeQuery(g);
    case "code":
    case "browser-code":
      return gradeCode(g);
    case "html":
      if (hasFlow(g, "html-escape") || isEncoded(g) || isData(g) || isScriptData(g)) return CLEAR;
      if (isOwnHeader(g.flow)) return CLEAR;
      return alphabetGrade(g, leadsOut(g));
    case "regex":
      return hasFlow(g, "regex-escape") || isEscapedPattern(g)
        ? CLEAR
        : alphabetGrade(g, ["(", "[", "{", "*", "+", "|", "\\"]);
    case "log":
    case "settings":
      return hasFlow(g, "json") || newlinesRemoved(g) ? CLEAR : alphabetGrade(g, ["\n"]);
    case "limit":
      return g.checks.some((c) => c.fact.test === "less-than" && !c.fact.negated) ? CLEAR : simple(g);
    case "template-source":
      // Without these nothing begins an expression, and a name within one calls nothing.
      return alphabetGrade(g, ["{", "<", "$", "#", "(", "[", ".", "|"]);
    case "property-key":
      return refusesProto(g) ? CLEAR : alphabetGrade(withoutInherited(g), ["_"]);
    case "program":
      return gradeProgram(g);
    case "module-name":
      return memberOfSet(g) || alphabetExcludes(g, ["/", "\\", "."]) ? CLEAR : simple(g);
    default:
      return memberOfSet(g) ? CLEAR : simple(g);
  }
}

function alphabetGrade(g: Graded, chars: readonly string[]): Verdict {
  return memberOfSet(g) || alphabetExcludes(g, chars) ? CLEAR : simple(g);
}

/** JSON with no markup around it is read as data, whatever the answer's type says. */
const isData = (g: Graded): boolean => hasFlow(g, "json") && !looksLike("html", g.before + HOLE + g.after);

function newlinesRemoved(g: Graded): boolean {
  return g.flow.steps.some((s) =>
    /[\n]|\\n|\\s|\\r/.test(replacement(s.op)?.regex?.source ?? replacement(s.op)?.pattern ?? ""),
  );
}

/** Text around the value at the sink, put together from all splices on the way. */
export function surroundings(ops: readonly Op[]): { before: string; after: string } {
  let before = "";
  let after = "";
  for (const op of ops) {
    if (op.op === "concat") {
      before = op.before + before;
      after += op.after;
    } else if (op.op === "flow" && op.flow === "join") {
      before = before === "" ? before : HOLE + before;
    } else if (op.op === "flow" && op.flow === "insert") {
      before = HOLE + before;
      after += HOLE;
    }
  }
  return { before, after };
}
