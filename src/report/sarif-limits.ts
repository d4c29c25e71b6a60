/**
 * Keeps a SARIF log within what its consumers take, worst findings first, and says what was left out.
 *
 * GitHub code scanning takes 10 MB (compressed) a file and shows 5,000 results, 100 places and 1,000 steps
 * of a path each; viewers get slow long before. What is measured here is the text before compression, so
 * that every consumer is safe.
 */
import type { Result } from "sarif";
import type { ScanNote } from "../findings/types.js";

export const MOST_LOCATIONS = 100;
export const MOST_STEPS = 1000;
const MOST_RESULTS = 5000;
const MOST_BYTES = 9_500_000;

/** The results that fit, and a note when that is not all of them. */
export function limitResults(
  results: readonly Result[],
  most: { readonly results: number; readonly bytes: number } = { results: MOST_RESULTS, bytes: MOST_BYTES },
): { readonly results: Result[]; readonly notes: readonly ScanNote[] } {
  const kept: Result[] = [];
  let bytes = 0;
  for (const result of results) {
    // In the log a result is indented by four more levels; counting it as printed there is near enough.
    bytes += Buffer.byteLength(JSON.stringify(result, null, 2)) * 1.4;
    if (kept.length >= most.results || bytes > most.bytes) break;
    kept.push(result);
  }
  const left = results.length - kept.length;
  if (left === 0) return { results: kept, notes: [] };
  const message = `${left} of ${results.length} findings were left out, the least severe, because readers of SARIF take no more; the JSON report has all`;
  return { results: kept, notes: [{ path: ".", kind: "partial", message }] };
}
