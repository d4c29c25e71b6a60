/**
 * Hides credentials in text that is about to be shown. The first characters stay, so that one can tell which
 * credential is meant; each other character becomes an asterisk, so that columns stay where they are.
 *
 *   token = "ghp_16C7e42F292c6912E7710c838347Ae178B4a"
 *   token = "ghp_************************************"
 *
 * It hides more than is reported: public keys, placeholders of a known form, and literals behind a name that
 * speaks of a secret are hidden too. Line ends stay.
 */
// mcp-audit-ignore-file hardcoded-secret -- made-up samples of what it finds
import { findByFormat } from "./find.js";
import { secretName } from "./names.js";

const SHOWN = 4;
/** `name = "value"`, `name: value`, `"name": "value"`: what is given to a name. */
const GIVEN =
  /([A-Za-z_$][\w$.-]{1,79})["'`\])]{0,3}\s{0,4}(?::\s{0,4}[A-Za-z_][\w.[\]|? ]{0,40}?\s{0,4})?(?:=|:|\|\||\?\?|,)\s{0,4}(?:[rbuf]{0,2}["'`])([^"'`\n]{6,512})["'`]/g;
const GIVEN_BARE =
  /^\s{0,40}(?:export\s|ENV\s|ARG\s)?\s{0,4}([A-Za-z_][\w.-]{1,79})\s{0,4}[=:]\s{0,4}([^\s"'`#{}[\](),;]{6,512})\s{0,4}$/gm;

/** `text` with every credential in it hidden; `known` are texts that a check has found to be one. */
export function maskSecrets(text: string, known: readonly string[] = []): string {
  const spans: { start: number; end: number }[] = findByFormat(text, "all").map(({ start, end }) => ({
    start,
    end,
  }));
  for (const secret of known) {
    for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + secret.length)) {
      const end = at + secret.length;
      if (isTelling(secret) || isLiteral(text, at, end)) spans.push({ start: at, end });
    }
  }
  for (const form of [GIVEN, GIVEN_BARE]) {
    for (const match of text.matchAll(form)) {
      const [whole, name = "", value = ""] = match;
      const last = name.slice(name.lastIndexOf(".") + 1);
      if (secretName(last) === undefined || !/\d|[^\w\s.-]/.test(value) || /^\W*\w+\(/.test(value)) continue;
      if (/\s/.test(value) && !/^(?:Bearer|Basic|Token)\s/i.test(value)) continue;
      const end = match.index + whole.lastIndexOf(value) + value.length;
      spans.push({ start: end - value.length, end });
    }
  }
  return spans.length === 0 ? text : hide(text, spans);
}

/** No word of the language: wherever it stands, it is the credential. */
function isTelling(secret: string): boolean {
  return secret.length >= 8 && !/^[A-Za-z]+(?:[ _-][A-Za-z]+)?$/.test(secret);
}

/** Does it stand between quotes, or behind an equals sign or colon up to the end? */
function isLiteral(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 4), start);
  const after = text.slice(end, end + 1);
  return /["'`]$/.test(before)
    ? /["'`]/.test(after)
    : /[=:]\s{0,2}$/.test(before) && /^$|[\s,;#]/.test(after);
}

function hide(text: string, spans: readonly { start: number; end: number }[]): string {
  let out = "";
  let at = 0;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (end <= at) continue;
    const from = Math.max(at, start);
    out += text.slice(at, from);
    out += from === start ? hideOne(text.slice(start, end)) : stars(text.slice(from, end));
    at = end;
  }
  return out + text.slice(at);
}

/** One credential, hidden: its first characters, and asterisks for the rest. */
export function hideOne(secret: string): string {
  const shown = Math.min(SHOWN, Math.floor(secret.length / 4));
  return secret.slice(0, shown) + stars(secret.slice(shown));
}

const stars = (text: string): string => text.replace(/[^\s]/gu, (char) => "*".repeat(char.length));
