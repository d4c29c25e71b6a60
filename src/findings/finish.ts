/**
 * Turns what the engine found into what is reported: text made safe, credentials hidden, code frames cut,
 * fingerprints given, profile and thresholds applied, order fixed. Every report passes through here, so that no
 * reporter has to know which of its strings came from the audited tree.
 */
import { maskSecrets } from "../secrets/index.js";
import { buildExcerpt } from "./excerpt.js";
import { type Anchored, fingerprintAll } from "./fingerprint.js";
import { maskLines } from "./masked.js";
import { compareFindings, isConfidenceAtLeast, isInProfile, isSeverityAtLeast } from "./order.js";
import { clip, makeSafe } from "./quote.js";
import type {
  Confidence,
  EntitySummary,
  Excerpt,
  Finding,
  Location,
  Profile,
  ScanNote,
  ServerSummary,
  Severity,
} from "./types.js";

export interface Thresholds {
  readonly profile: Profile;
  readonly severity: Severity;
  readonly confidence: Confidence;
}

/** A finding as a rule made it. */
export type RawFinding = Omit<Finding, "fingerprint"> &
  Anchored & {
    /** Texts of the audited tree that must not be shown whole. They are not part of the report. */
    readonly secrets?: readonly string[];
  };

/** What is to become of a finding. */
export interface Judgement {
  /** The finding as it is reported, with its suppression when it does not count. */
  readonly finding: Finding;
  /** Its rule is turned off for its place. */
  readonly off: boolean;
  /** Only changes were asked for, and it has to do with none. */
  readonly outside: boolean;
  readonly thresholds: Thresholds;
}

/** Who decides about findings. */
export interface Policy {
  /** Shown all findings at once, before it is asked about each. */
  see(findings: readonly Finding[]): void;
  judge(finding: Finding): Judgement;
}

export interface Finished {
  readonly findings: Finding[];
  /** Findings that would be shown but for their suppression. */
  readonly suppressed: Finding[];
  readonly hidden: {
    readonly byProfile: number;
    readonly byThreshold: number;
    readonly byConfig: number;
    readonly byChange: number;
  };
}

const MESSAGE = 1200;
const STEP = 300;
const NAME = 160;

/**
 * Findings ready to be reported. `linesOf` gives the lines of a file for code frames; `details` asks for one
 * at every step of a flow.
 */
export function finishFindings(
  raw: readonly RawFinding[],
  policy: Policy,
  linesOf: (path: string) => readonly string[] | undefined,
  details = false,
): Finished {
  const known = [...new Set(raw.flatMap((finding) => finding.secrets ?? []))];
  const cache = new Map<string, readonly string[] | undefined>();
  const lines = ({ path, span }: Location): readonly string[] | undefined => {
    if (!cache.has(path)) cache.set(path, linesOf(path));
    const whole = cache.get(path);
    return whole === undefined ? undefined : maskLines(whole, span, known);
  };
  const named = fingerprintAll(raw, lines).map(
    ({ secrets: _, anchor: _a, scope: _s, ...finding }): Finding => finding,
  );
  policy.see(named);
  const hidden = { byProfile: 0, byThreshold: 0, byConfig: 0, byChange: 0 };
  const shown: Finding[] = [];
  for (const { finding, ...judgement } of named.map((each) => policy.judge(each))) {
    const reason = whyHidden(finding, judgement);
    if (reason === undefined) shown.push(finding);
    else hidden[reason]++;
  }
  const finished = shown.sort(compareFindings).map((finding) => {
    const safe = sanitizeFinding(finding, known);
    const flow = details
      ? safe.flow.map((step) => ({ ...step, ...frame(lines(step.location), step.location) }))
      : safe.flow;
    return { ...safe, flow, ...frame(lines(finding.location), finding.location) };
  });
  return {
    findings: finished.filter((finding) => finding.suppression === undefined),
    suppressed: finished.filter((finding) => finding.suppression !== undefined),
    hidden,
  };
}

function whyHidden(
  finding: Finding,
  { off, outside, thresholds }: Omit<Judgement, "finding">,
): keyof Finished["hidden"] | undefined {
  if (off) return "byConfig";
  if (!isInProfile(finding.profile, thresholds.profile)) return "byProfile";
  if (
    !isSeverityAtLeast(finding.severity, thresholds.severity) ||
    !isConfidenceAtLeast(finding.confidence, thresholds.confidence)
  )
    return "byThreshold";
  return outside && finding.suppression === undefined ? "byChange" : undefined;
}

function frame(lines: readonly string[] | undefined, { span }: Location): { readonly excerpt?: Excerpt } {
  const excerpt = buildExcerpt(lines ?? [], span);
  return excerpt === undefined ? {} : { excerpt };
}

function safeText(text: string, max: number, known: readonly string[] = []): string {
  return clip(makeSafe(maskSecrets(text, known)), max);
}

function sanitizeFinding(finding: Finding, known: readonly string[]): Finding {
  const safe = (text: string, max: number): string => safeText(text, max, known);
  return {
    ...finding,
    message: safe(finding.message, MESSAGE),
    related: finding.related.map((place) => ({ ...place, text: safe(place.text, STEP) })),
    flow: finding.flow.map((step) => ({ ...step, text: safe(step.text, STEP) })),
    guards: finding.guards.map((guard) => ({ ...guard, text: safe(guard.text, STEP) })),
    origins: finding.origins.map((origin) => ({
      kind: safe(origin.kind, NAME),
      name: safe(origin.name, NAME),
      parameter: safe(origin.parameter, NAME),
    })),
    ...(finding.fix === undefined ? {} : { fix: safe(finding.fix, MESSAGE) }),
    ...(finding.suppression?.reason === undefined
      ? {}
      : { suppression: { ...finding.suppression, reason: safe(finding.suppression.reason, STEP) } }),
  };
}

const safe = (text: string, max: number): string => safeText(text, max);

/** The server view with its names and descriptions made safe. */
export function sanitizeServer(server: ServerSummary): ServerSummary {
  return { ...server, entities: server.entities.map(sanitizeEntity) };
}

function sanitizeEntity(entity: EntitySummary): EntitySummary {
  return {
    ...entity,
    name: entity.name === undefined ? undefined : safe(entity.name, NAME),
    description: entity.description === undefined ? undefined : safe(entity.description, MESSAGE),
    annotations: entity.annotations === undefined ? undefined : sanitizeAnnotations(entity.annotations),
  };
}

/** Annotations are flags and a title; anything else in them is dropped. */
function sanitizeAnnotations(annotations: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept = Object.entries(annotations)
    .slice(0, 20)
    .filter(([, value]) => ["boolean", "number", "string"].includes(typeof value))
    .map(([key, value]) => [safe(key, NAME), typeof value === "string" ? safe(value, NAME) : value]);
  return Object.fromEntries(kept);
}

/** A note with its message made safe. Paths stay as they are: reporters need them to point at files. */
export function sanitizeNote(note: ScanNote): ScanNote {
  return { ...note, message: safe(note.message, STEP) };
}
