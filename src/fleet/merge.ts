/**
 * Makes one of the results of several machines. Of each target the better line is kept, in an order that any two
 * lines have, so that it does not matter in which order, how often and in how many steps results come together.
 */
import { compare, valid } from "semver";
import { type FleetLine, formatLine } from "./line.js";

/** One line of each target, sorted by target. */
export function mergeLines(lines: Iterable<FleetLine>): FleetLine[] {
  const best = new Map<string, FleetLine>();
  for (const line of lines) {
    const other = best.get(line.target);
    if (other === undefined || compareLines(line, other) > 0) best.set(line.target, line);
  }
  return [...best.values()].sort((a, b) => compareTexts(a.target, b.target));
}

/**
 * Which of two lines on the same target says more; positive when it is `a`. A verdict says more than an error, one
 * of a later version of the program more than one of an earlier, and of two that differ all the same, any order will
 * do that everybody has: the one of their texts.
 */
export function compareLines(a: FleetLine, b: FleetLine): number {
  return (
    Number(b.error !== undefined) - Number(a.error !== undefined) ||
    compareVersions(a.tool.version, b.tool.version) ||
    compareTexts(formatLine(a), formatLine(b))
  );
}

/** What is no version is earlier than what is one. */
function compareVersions(a: string, b: string): number {
  const [first, second] = [valid(a), valid(b)];
  if (first === null || second === null) return Number(first !== null) - Number(second !== null);
  return compare(first, second);
}

/** By code units: the same on every machine, whatever its language. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
