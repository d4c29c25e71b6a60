/**
 * Text that a program escapes by hand to be looked for as it stands.
 *
 *   new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
 */
import { escapes } from "./script.js";
import type { Graded } from "./types.js";

/** What a regular expression acts on, and stands for itself behind a backslash. */
const IN_PATTERNS = [..."\\*+?()[]{|"];

/** Does the program put all of that behind backslashes, the backslash itself first and nothing twice? */
export function isEscapedPattern({ flow: { steps } }: Graded): boolean {
  const at = steps.findIndex((s) => escapes(s, "\\"));
  if (at < 0) return false;
  return IN_PATTERNS.every(
    (char) =>
      steps.filter((s, i) => i >= at && escapes(s, char)).length === 1 &&
      steps.findIndex((s) => escapes(s, char)) >= at,
  );
}
