/** A fleet in a sentence and in an exit code. */
import type { Decision } from "../findings/install-verdict.js";
import type { FleetLine } from "../fleet/line.js";
import { countOf } from "../words.js";
import { EXIT } from "./exit-code.js";

const WORDS: Readonly<Record<Decision, string>> = {
  connect: "connect",
  limits: "connect with limits",
  avoid: "do not connect",
  unclear: "cannot be judged",
};

/** What came of one target: "connect", "failed: It took longer than 5 s". */
export function wordOf({ verdict, error }: FleetLine): string {
  if (error !== undefined) return `failed: ${error.message}`;
  return verdict === undefined ? "failed" : WORDS[verdict];
}

/** "12 targets: 3 connect, 9 connect with limits". */
export function summaryOf(lines: readonly FleetLine[]): string {
  const failed = lines.filter(({ error }) => error !== undefined).length;
  const counts = (Object.keys(WORDS) as Decision[]).flatMap((decision) => {
    const count = lines.filter(({ verdict }) => verdict === decision).length;
    return count === 0 ? [] : [`${count} ${WORDS[decision]}`];
  });
  if (failed > 0) counts.push(`${failed} failed`);
  return `${countOf(lines.length, "target")}${counts.length === 0 ? "" : `: ${counts.join(", ")}`}`;
}

/** That of the worst: as for the servers of clients. An empty shard is nothing to complain about. */
export function exitCodeOfLines(lines: readonly FleetLine[]): number {
  const has = (decision: Decision): boolean => lines.some(({ verdict }) => verdict === decision);
  if (has("avoid")) return EXIT.findings;
  if (has("unclear") || lines.some(({ error }) => error !== undefined)) return EXIT.incomplete;
  return has("limits") ? EXIT.limits : EXIT.clean;
}
