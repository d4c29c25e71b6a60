/** The call that proves a finding, as text: to be copied, and sent by whoever may. */
import { proofOf } from "../findings/poc.js";
import { clip, makeSafe } from "../findings/quote.js";
import type { Finding } from "../findings/types.js";
import type { Style } from "./text-style.js";

const LONGEST = 2000;

/** The paragraph; empty for findings that no single call shows. */
export function drawProof(finding: Finding, style: Style): string {
  const proof = proofOf(finding);
  if (proof === undefined) return "";
  const show = (text: string): string => style.show(clip(makeSafe(text), LONGEST));
  return [
    style.wrap(
      `${style.paint.bold("Proof")}    Sent to a server of your own, this call shows it: ${proof.expect}.`,
      "  ",
      "           ",
    ),
    `           ${style.paint.cyan(show(JSON.stringify(proof.request)))}`,
    `           ${style.paint.cyan(show(`npx @modelcontextprotocol/inspector --cli COMMAND ${proof.inspector.map(quoted).join(" ")}`))}`,
  ].join("\n");
}

/** A word as a POSIX shell reads it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
