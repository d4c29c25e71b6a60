/** The orders of severity, confidence and profile, and the fixed order of findings and notes. */
import type { Confidence, Finding, Profile, ScanNote, Severity } from "./types.js";

export const SEVERITIES: readonly Severity[] = ["info", "low", "medium", "high", "critical"];
export const CONFIDENCES: readonly Confidence[] = ["low", "medium", "high"];
export const PROFILES: readonly Profile[] = ["default", "pedantic", "audit"];

/** True when `severity` is `floor` or worse. */
export function isSeverityAtLeast(severity: Severity, floor: Severity): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(floor);
}

/** True when `confidence` is `floor` or better. */
export function isConfidenceAtLeast(confidence: Confidence, floor: Confidence): boolean {
  return CONFIDENCES.indexOf(confidence) >= CONFIDENCES.indexOf(floor);
}

/** True when a finding of `profile` is shown to someone who asked for `chosen`: each profile holds the one before. */
export function isInProfile(profile: Profile, chosen: Profile): boolean {
  return PROFILES.indexOf(profile) <= PROFILES.indexOf(chosen);
}

/** By code units: the same on every machine, unlike a locale's order. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

type Placed = Pick<Finding, "ruleId" | "severity" | "confidence" | "location" | "message">;

/** Worst first, then by place, then by rule. */
export function compareFindings(a: Placed, b: Placed): number {
  return (
    SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) ||
    CONFIDENCES.indexOf(b.confidence) - CONFIDENCES.indexOf(a.confidence) ||
    comparePlaces(a, b) ||
    compareText(a.ruleId, b.ruleId) ||
    compareText(a.message, b.message)
  );
}

/** By path, line and column. */
export function comparePlaces(a: Pick<Finding, "location">, b: Pick<Finding, "location">): number {
  return (
    compareText(a.location.path, b.location.path) ||
    a.location.span.line - b.location.span.line ||
    a.location.span.col - b.location.span.col
  );
}

const NOTE_KINDS: readonly ScanNote["kind"][] = ["failed", "suppression", "partial", "skipped", "info"];

/** What cost most first, then by path and line. */
export function compareNotes(a: ScanNote, b: ScanNote): number {
  return (
    NOTE_KINDS.indexOf(a.kind) - NOTE_KINDS.indexOf(b.kind) ||
    compareText(a.path, b.path) ||
    (a.line ?? 0) - (b.line ?? 0) ||
    compareText(a.message, b.message)
  );
}
