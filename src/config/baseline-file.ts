/**
 * The file of a baseline: findings that are known, each with its fingerprint and, for readers and for telling
 * equal places apart, where it was. Sorted, one entry a line, without times, so that a change of it can be
 * reviewed.
 */
import { readFileSync, statSync } from "node:fs";
import { UserError } from "../errors.js";
import type { AbsentFinding } from "../findings/types.js";

export const BASELINE_VERSION = 1;
/** What `mcp-audit baseline` writes unless told otherwise. */
export const BASELINE_NAME = "mcp-audit-baseline.json";

const MOST_BYTES = 64 * 1024 * 1024;

/** The text of a baseline with these findings. */
export function writeBaseline(findings: readonly AbsentFinding[]): string {
  const order = (a: AbsentFinding, b: AbsentFinding): number => {
    const [one, other] = [a, b].map((each) => [each.path, each.ruleId, each.fingerprint].join("\0"));
    return (one ?? "") < (other ?? "") ? -1 : 1;
  };
  const lines = [...findings]
    .sort(order)
    .map(({ ruleId, fingerprint, path, line, message }) =>
      JSON.stringify({ fingerprint, rule: ruleId, path, line, message }),
    );
  const list = lines.length === 0 ? "[]" : `[\n    ${lines.join(",\n    ")}\n  ]`;
  return `{\n  "formatVersion": ${BASELINE_VERSION},\n  "findings": ${list}\n}\n`;
}

/** The findings of the baseline at `path`, which messages call `name`. Throws a UserError when it is none. */
export function readBaseline(path: string, name: string): AbsentFinding[] {
  const wrong = (what: string, cause?: unknown): UserError =>
    new UserError(
      `The baseline ${name} ${what}.`,
      "Write it anew with `mcp-audit baseline PATH`.",
      cause === undefined ? undefined : { cause },
    );
  let data: unknown;
  try {
    const stats = statSync(path);
    // A device or a pipe may have no end.
    if (!stats.isFile() && !stats.isDirectory()) throw wrong("is no regular file");
    if (stats.size > MOST_BYTES) throw wrong("is too large to be one");
    data = JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === "ENOENT") {
      throw new UserError(
        `There is no baseline ${name}.`,
        "Make it with `mcp-audit baseline PATH`, or check the spelling.",
        { cause },
      );
    }
    throw wrong(code === undefined ? "is not JSON" : `could not be read (${code})`, cause);
  }
  const { formatVersion, findings } = (data ?? {}) as { formatVersion?: unknown; findings?: unknown };
  if (formatVersion !== BASELINE_VERSION || !Array.isArray(findings))
    throw wrong(
      typeof formatVersion === "number" && formatVersion > BASELINE_VERSION
        ? "was written by a newer version of mcp-audit"
        : "does not have the form of one",
    );
  return findings.map((entry, at) => {
    const { fingerprint, rule, path: place, line, message } = (entry ?? {}) as Record<string, unknown>;
    if (typeof fingerprint !== "string" || typeof rule !== "string" || !/^[0-9a-f]{32}$/.test(fingerprint))
      throw wrong(`has no fingerprint and rule in its entry ${at + 1}`);
    return {
      fingerprint,
      ruleId: rule,
      path: typeof place === "string" ? place : "",
      line: typeof line === "number" && Number.isInteger(line) && line > 0 ? line : 1,
      message: typeof message === "string" ? message : "",
    };
  });
}
