/**
 * Sentences that govern tools which the server does not have: "when `send_email` is used, the recipient must be
 * ...". Preferring one's own tool over the client's, or naming the order of one's own, is honest.
 */

const NAMED = /[`'"]?\b((?:mcp_+)?[a-z][a-z0-9]*(?:_[a-z0-9]+)+)\b[`'"]?/g;
const WHEN = /\b(?:when(?:ever)?|if|before|after|every\s+time|each\s+time)\b[^.!?\n]{0,60}$/i;
const GOVERNING =
  /\b(?:must|has\s+to|have\s+to|always|never|change|replace|redirect|set|add|append|use\s+this|instead|not\s+be\s+used|is\s+(?:broken|deprecated|insecure|unsafe))\b/i;
const ABOUT_SERVERS =
  /\b(?:(?:any|all|every|each)\s+other\s+(?:mcp\s+)?(?:server|tool)s?(?:['’]s?)?|other\s+(?:mcp\s+)?servers['’]?\s+tools?|tools?\s+(?:of|from|on|in)\s+(?:any\s+|all\s+)?other\s+(?:mcp\s+)?servers?)\b[^.!?\n]{0,80}\b(?:must|should|is|are|have\s+to|has\s+to)\b[^.!?\n]{0,60}\b(?:not\s+be\s+used|avoid|ignored?|broken|deprecated|insecure|unsafe|routed|replaced|first|redirected)\b/i;
const OVER_OTHERS =
  /\b(?:this\s+tool|it)\s+(?:overrides?|supersedes?|replaces|takes\s+(?:precedence|priority)\s+over)\s+(?:all\s+|any\s+|every\s+)?(?:other|existing|similar|the\s+[`'"]?[\w-]+[`'"]?)\s+(?:mcp\s+)?(?:tools?|servers?)\b/i;

/** The words that govern other servers' tools; undefined where there are none. */
export function governs(text: string, own: ReadonlySet<string>): string | undefined {
  const whole = ABOUT_SERVERS.exec(text)?.[0] ?? OVER_OTHERS.exec(text)?.[0];
  if (whole !== undefined) return whole;
  for (const match of text.matchAll(NAMED)) {
    const name = match[1] ?? "";
    if (own.has(name)) continue;
    const before = text.slice(Math.max(0, match.index - 80), match.index);
    const after = text.slice(match.index + match[0].length, match.index + match[0].length + 120);
    const rest = after.split(/[.!?\n]/)[0] ?? "";
    const when = WHEN.exec(before);
    // Only a tool is used, called or invoked; a parameter or field of that form is not.
    if (
      when === null ||
      !(
        /\btools?\b/i.test(rest.slice(0, 12)) ||
        /\b(?:calling|using|invoking|call|use|invoke)\s*(?:the\s+)?$/i.test(before) ||
        /^[`'"]?\s+(?:is|gets)\s+(?:used|called|invoked|available)\b/i.test(rest)
      )
    )
      continue;
    if (GOVERNING.test(rest)) return (when[0] + match[0] + rest).trim();
  }
  return undefined;
}
