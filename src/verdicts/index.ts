/**
 * Grades a flow for the kind of sink it reaches: clear, open, or behind a check with a known hole.
 * Each kind has its own idea of what is enough; what counts for all is in common.ts.
 */
import type { Machine } from "../taint/machine.js";
import type { Check, Flow } from "../taint/flows.js";
import { HOLE, type Op } from "../taint/lineage.js";
import { type Constraint, constraintOf, property } from "../server/schema.js";
import type { Value } from "../taint/values.js";
import { alphabetExcludes, clearedByModel, constrainedType, direct, hasFlow, isMeasure, memberOfSet, replacement } from "./common.js";
import { gradePath } from "./path.js";
import { gradeQuery } from "./query.js";
import { gradeArgv, gradeShell } from "./shell.js";
import { CLEAR, type Graded, type Verdict } from "./types.js";
import { gradeUrl } from "./url.js";

export type { Hole, Verdict } from "./types.js";

export function grade(m: Machine, flow: Flow): Verdict {
  const { before, after } = surroundings(flow.steps.map((s) => s.op));
  const g: Graded = { flow, kind: flow.hit.row.kind, before, after, constraint: schemaConstraint(m, flow), checks: flow.checks };
  if (constrainedType(g) || clearedByModel(g) || isMeasure(g) || flow.steps.some((s) => s.op.op === "flow" && s.op.label === "typeof")) return CLEAR;
  return gradeKind(g);
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
    case "archive-extract":
      return gradePath(g);
    case "url":
    case "redirect":
      return gradeUrl(g);
    case "launch-url":
      return alphabetGrade(g, ["$", "`", '"', "'"]);
    case "sql":
      return gradeQuery(g);
    case "nosql":
    case "ldap":
    case "xpath":
      return hasFlow(g, "string") || g.before !== "" ? gradeQuery(g) : gradeQuery(g);
    case "code":
    case "browser-code":
      return codeGrade(g);
    case "html":
      return hasFlow(g, "html-escape") || hasFlow(g, "url-encode") ? CLEAR : alphabetGrade(g, ["<", '"']);
    case "regex":
      return hasFlow(g, "regex-escape") ? CLEAR : simple(g);
    case "log":
      return hasFlow(g, "json") || newlinesRemoved(g) ? CLEAR : alphabetGrade(g, ["\n"]);
    case "limit":
      return g.checks.some((c) => c.fact.test === "less-than" && !c.fact.negated) ? CLEAR : simple(g);
    case "property-key":
      return g.checks.some((c) => refusesProto(c)) ? CLEAR : alphabetGrade(g, ["_"]);
    case "program":
    case "module-name":
      return memberOfSet(g) || alphabetExcludes(g, ["/", "\\", "."]) ? CLEAR : simple(g);
    default:
      return memberOfSet(g) ? CLEAR : simple(g);
  }
}

function simple(g: Graded): Verdict {
  if (memberOfSet(g)) return CLEAR;
  return { status: "open", extent: g.before === "" && g.after === "" ? "whole" : "part", based: false, holes: [] };
}

function alphabetGrade(g: Graded, chars: readonly string[]): Verdict {
  return memberOfSet(g) || alphabetExcludes(g, chars) ? CLEAR : simple(g);
}

function codeGrade(g: Graded): Verdict {
  if (memberOfSet(g) || alphabetExcludes(g, ["a", "e", "_"]) || alphabetExcludes(g, ["(", "[", "`"])) return CLEAR;
  const v = simple(g);
  const gate = g.checks.find((c) => direct(c) && c.fact.negated && (c.fact.test === "contains" || c.fact.test === "matches" || c.fact.test === "in-set"));
  return gate === undefined ? v : { ...v, status: "weak", holes: [{ check: gate.fact, text: `\`${gate.fact.label}\` refuses some words only` }] };
}

function newlinesRemoved(g: Graded): boolean {
  return g.flow.steps.some((s) => /[\n]|\\n|\\s|\\r/.test(replacement(s.op)?.regex?.source ?? replacement(s.op)?.pattern ?? ""));
}

function refusesProto(c: Check): boolean {
  return c.fact.negated && (c.fact.text ?? []).some((t) => t === "__proto__" || t === "constructor");
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

/** What an enforced schema says of the parameter the flow starts from. */
function schemaConstraint(m: Machine, flow: Flow): Constraint | undefined {
  let schema: Value | undefined = flow.source.schema as Value | undefined;
  let result: Constraint | undefined;
  const enforced = (flow.source.entity as { enforced?: boolean } | undefined)?.enforced === true;
  if (!enforced) schema = undefined;
  for (const s of flow.steps) {
    if (s.op.op === "schema") {
      schema = s.op.schema as Value;
      result = constraintOf(m, schema);
      continue;
    }
    if (s.op.op === "prop") {
      if (schema !== undefined && s.op.name === "data" && property(m, schema, "data") === undefined) continue;
      schema = schema === undefined ? undefined : property(m, schema, s.op.name);
      result = schema === undefined ? undefined : constraintOf(m, schema);
      continue;
    }
    if (s.op.op === "flow" && s.op.flow === "element" && schema !== undefined) {
      schema = property(m, schema, "[]");
      result = schema === undefined ? undefined : constraintOf(m, schema);
      continue;
    }
    if (s.op.op === "flow" && (s.op.flow === "identity" || s.op.flow === "trim" || s.op.flow === "lower" || s.op.flow === "path-join" || s.op.flow === "path-resolve")) continue;
    if (s.op.op === "concat") continue;
    // Anything else makes another text of it.
    if (result === undefined) return undefined;
    break;
  }
  return result;
}
