/**
 * The schema of rules/<id>/rule.yaml: src/rules/types.ts as something that can be checked at run time.
 *
 * Strict everywhere: an unknown key is a mistake. Used when rules are packed, never during a scan.
 */
import { z } from "zod";
import type { Confidence, Profile, Severity } from "../findings/types.js";
import { sinkKind, sourceKind } from "../models/kinds-schema.js";
import type { Shape } from "../models/schema-parts.js";
import type { FlowSelector, RuleMeta, SeverityCase } from "./types.js";

const severity = z.enum(["info", "low", "medium", "high", "critical"] satisfies Severity[]);
const confidence = z.enum(["low", "medium", "high"] satisfies Confidence[]);
const profile = z.enum(["default", "pedantic", "audit"] satisfies Profile[]);

const selector = {
  verdict: z.exactOptional(z.array(z.enum(["open", "weak"])).min(1)),
  extent: z.exactOptional(z.array(z.enum(["whole", "part", "segment"])).min(1)),
  declared: z.exactOptional(z.boolean()),
  based: z.exactOptional(z.boolean()),
  denied: z.exactOptional(z.boolean()),
  onlyReads: z.exactOptional(z.boolean()),
  contained: z.exactOptional(z.boolean()),
  reading: z.exactOptional(z.boolean()),
  parting: z.exactOptional(z.boolean()),
  changes: z.exactOptional(z.boolean()),
  ofSentCode: z.exactOptional(z.boolean()),
  sink: z.exactOptional(z.array(sinkKind).min(1)),
  parameter: z.exactOptional(z.string().min(1)),
} satisfies Shape<FlowSelector>;

const flowSelector = z.strictObject(selector) satisfies z.ZodType<FlowSelector>;

const placeholders = new Set(["entry", "param", "sink", "extent", "guard"]);

const sentence = z
  .string("expected a text")
  .trim()
  .min(10, "expected a full sentence")
  .regex(/[.!?]$/, "expected a full sentence, ending with a full stop");

const message = sentence.superRefine((value, context) => {
  for (const [, name = ""] of value.matchAll(/\{([^{}]*)\}/g)) {
    if (placeholders.has(name)) continue;
    const known = [...placeholders].map((each) => `{${each}}`).join(", ");
    context.addIssue({ code: "custom", message: `unknown placeholder {${name}}; known: ${known}` });
  }
});

const severityCase = z.strictObject({
  when: z.strictObject({
    ...selector,
    network: z.exactOptional(z.boolean()),
    files: z.exactOptional(z.boolean()),
    queries: z.exactOptional(z.boolean()),
    local: z.exactOptional(z.boolean()),
    container: z.exactOptional(z.boolean()),
    source: z.exactOptional(z.array(sourceKind).min(1)),
    internals: z.exactOptional(z.boolean()),
  } satisfies Shape<SeverityCase["when"]>),
  severity: z.exactOptional(severity),
  confidence: z.exactOptional(confidence),
  profile: z.exactOptional(profile),
  message: z.exactOptional(message),
  fix: z.exactOptional(sentence),
} satisfies Shape<SeverityCase>) satisfies z.ZodType<SeverityCase>;

/** A whole rule.yaml. */
export const ruleFile = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "an id is lower-case words joined by hyphens"),
    title: z.string().min(3).max(60).regex(/[^.]$/, "a title is a noun phrase without a full stop"),
    mode: z.enum(["taint", "check", "both"]),
    severity,
    confidence,
    profile,
    cwe: z.array(z.number().int().positive("expected a CWE number")),
    owasp: z.array(z.string().regex(/^MCP(?:0[1-9]|10)$/, "expected MCP01 to MCP10")),
    summary: sentence,
    message,
    fix: sentence,
    sources: z.exactOptional(z.array(sourceKind).min(1)),
    sinks: z.exactOptional(z.array(sinkKind).min(1)),
    select: z.exactOptional(z.union([flowSelector, z.array(flowSelector).min(1)])),
    cases: z.exactOptional(z.array(severityCase).min(1)),
    per: z.exactOptional(z.enum(["sink", "entry", "server"])),
    languages: z.exactOptional(z.array(z.enum(["javascript", "python"])).min(1)),
  } satisfies Shape<RuleMeta>)
  .superRefine((rule, context) => {
    const taintOnly = ["sources", "sinks", "select", "per"] as const;
    if (rule.mode !== "check") {
      for (const key of ["sources", "sinks"] as const) {
        if (rule[key] === undefined)
          context.addIssue({ code: "custom", message: `a rule of mode taint needs \`${key}\`` });
      }
      return;
    }
    for (const key of taintOnly) {
      if (rule[key] !== undefined) {
        context.addIssue({ code: "custom", path: [key], message: "only for rules of mode taint" });
      }
    }
  }) satisfies z.ZodType<RuleMeta>;
