/**
 * Finds credentials in text: by the issuer's format, by their place in a URL or connection string, and by
 * the name they are given.
 *
 *   findByFormat('headers: {"Authorization": "Bearer ghp_..."}')
 *   findInUrl("postgres://app:s3cr3t-9x@db.acme.io/main")
 *   judgeNamed("apiKey", "9f8a7c...")
 *
 * Everything is linear in the text. Placeholders and what is published on purpose are never returned.
 */
// mcp-audit-ignore-file hardcoded-secret -- made-up samples of what it finds
import { FORMATS, type Format, MAX_SEARCHED, PUBLISHED } from "./formats.js";
import { plainName, reportsUsage, secretName, signsForThisServer } from "./names.js";
import { entropy, isMonotonous, isPlaceholder, isStandIn, isWords, looksGenerated } from "./placeholder.js";

export interface Secret {
  /** For a sentence: "a GitHub token". */
  readonly what: string;
  /** Where it stands in the text, end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly certainty: "high" | "medium" | "low";
  /** Issued for tests, or worth little where its issuer restricts it. */
  readonly use?: "restricted" | "test";
}

const MASKED = { high: 0, medium: 1, low: 2 } as const;

const DENSE = /[\w+/=~.:;@!-]{16,}|PRIVATE KEY|(?:password|pwd)\s*=/i;

/**
 * What else is found: "named" those that look made up, because a name says what they are; "all" also those
 * that are public or placeholders.
 */
type Breadth = "sure" | "named" | "all";

/** Credentials whose form says what they are, in order. */
export function findByFormat(text: string, breadth: Breadth = "sure"): readonly Secret[] {
  const all = breadth === "all";
  // Most texts are prose, or too short to hold one.
  if (text.length < 16 || !DENSE.test(text)) return [];
  const searched = text.length > MAX_SEARCHED ? text.slice(0, MAX_SEARCHED) : text;
  const found: Secret[] = [];
  for (const format of FORMATS) {
    if (!searched.includes(format.hint)) continue;
    for (const match of searched.matchAll(format.pattern)) {
      const secret = secretOf(format, match, breadth);
      if (secret !== undefined) found.push(secret);
    }
  }
  for (const secret of findJwts(searched, all)) found.push(secret);
  for (const secret of findInUrls(searched, all)) found.push(secret);
  return withoutOverlap(found);
}

function secretOf(
  format: Format,
  match: RegExpExecArray | RegExpMatchArray,
  breadth: Breadth,
): Secret | undefined {
  const whole = match[0];
  const part = match.groups?.["secret"] ?? whole;
  const start = (match.index ?? 0) + whole.lastIndexOf(part);
  const verified = format.verify?.(whole);
  let made = false;
  if (breadth !== "all") {
    if (format.use === "public") return undefined;
    const body = part.replace(/-----(?:BEGIN|END)[^-]*-----|^[rs]k_(?:live|test)_/g, "");
    const flat = body.replace(/\s|\\[nr]/g, "");
    made = verified !== true && isMonotonous(flat);
    if (verified !== true && (isStandIn(flat) || (made && breadth !== "named"))) return undefined;
    if (verified === undefined && format.name !== "a private key" && entropy(body) < 2.8) return undefined;
    if (format.name === "a private key" && !isKeyBody(body)) return undefined;
  }
  const certainty = made ? "low" : verified === false ? "medium" : "high";
  const use = format.use === "public" ? undefined : format.use;
  return { what: format.name, start, end: start + part.length, certainty, ...(use ? { use } : {}) };
}

/** Enough of what a key is made of, and not the same letter over and over. */
function isKeyBody(body: string): boolean {
  const text = body.replace(/\\[nr]|[^A-Za-z0-9+/]/g, "");
  return text.length >= 64 && entropy(text) >= 4;
}

const JWT = /(?<![\w-])eyJ[\w-]{8,}\.(eyJ[\w-]{8,})\.[\w-]{20,}/g;

/** Signed tokens; those that name the role of anonymous visitors are published on purpose. */
function findJwts(text: string, all: boolean): Secret[] {
  if (!text.includes("eyJ")) return [];
  return [...text.matchAll(JWT)].flatMap((match) => {
    const claims = Buffer.from(match[1] ?? "", "base64url").toString("utf8");
    const anonymous = /"role"\s*:\s*"(?:anon|public|guest)"/.test(claims);
    const sample = /"name"\s*:\s*"John Doe"|"sub"\s*:\s*"1234567890"/.test(claims);
    if (!all && (anonymous || sample)) return [];
    const start = match.index;
    return [{ what: "a signed token", start, end: start + match[0].length, certainty: "medium" as const }];
  });
}

const CREDENTIALS_IN_URL =
  /\b([a-z][a-z0-9+.-]{1,20}):\/\/([^\s:/?#@"'`<>{}|\\$[\]]{0,64}):([^\s/?#@"'`<>|\\[\]]{1,128})@([^\s/?#"'`<>|\\,:]{1,253})/gi;
const PASSWORD_FIELD = /\b(?:password|pwd)\s*=\s*([^;"'`\s{}$<>]{4,128})(?=;|"|'|`|\s|$)/gi;
const PUBLIC_HOST =
  /^(?:localhost|127\.|0\.0\.0\.0|\[?::1|host\.docker\.internal|host$|hostname|server$|example\.|.*\.example|.*example\.(?:com|org|net)|.*\.(?:test|invalid|localhost|local)$|your|\{|\$|%)/i;
const DULL_PASSWORD =
  /^(?:pass(?:word|wd|phrase)?|pwd|pw|secret|user(?:name)?|admin|root|postgres|mysql|mongo|redis|guest|(?:token|key|api[-_]?key)(?:_\d{1,6})?|x+|\*+|p|string|value|credentials?|test\d*|1234\d*|abc(?:123)?|mypass\w*|somepass\w*|securepass\w*)$/i;

/** User names with their passwords in addresses and connection strings. */
function findInUrls(text: string, all: boolean): Secret[] {
  const out: Secret[] = [];
  if (text.includes("://") && text.includes("@")) {
    for (const match of text.matchAll(CREDENTIALS_IN_URL)) {
      const [whole, scheme = "", user = "", password = "", host = ""] = match;
      const start = match.index + whole.length - host.length - 1 - password.length;
      const dull =
        DULL_PASSWORD.test(password) ||
        isPlaceholder(password) ||
        PUBLIC_HOST.test(host) ||
        user.toLowerCase() === password.toLowerCase() ||
        /^[A-Z_]+$/.test(password);
      if (!all && (dull || isStandIn(`${user}-${host}`))) continue;
      const what = /^https?$/i.test(scheme)
        ? "a password in an address"
        : "a password in a connection string";
      out.push({ what, start, end: start + password.length, certainty: "high" });
    }
  }
  if (/(?:server|data source|host|uid|user id)\s*=/i.test(text)) {
    for (const match of text.matchAll(PASSWORD_FIELD)) {
      const password = match[1] ?? "";
      if (!all && (DULL_PASSWORD.test(password) || isPlaceholder(password))) continue;
      const start = match.index + match[0].length - password.length;
      out.push({
        what: "a password in a connection string",
        start,
        end: start + password.length,
        certainty: "medium",
      });
    }
  }
  return out;
}

/** Of two that overlap the surer, then the longer one stays. */
function withoutOverlap(found: readonly Secret[]): readonly Secret[] {
  const kept: Secret[] = [];
  const ordered = [...found].sort(
    (a, b) =>
      MASKED[a.certainty] - MASKED[b.certainty] || b.end - b.start - (a.end - a.start) || a.start - b.start,
  );
  for (const each of ordered)
    if (!kept.some((other) => each.start < other.end && other.start < each.end)) kept.push(each);
  return kept.sort((a, b) => a.start - b.start);
}

/** What the literal is that a variable, property or parameter called `name` is given, where it is a credential. */
export function judgeNamed(name: string, text: string): Omit<Secret, "start" | "end"> | undefined {
  const kind = secretName(name);
  const value = text.replace(/^(?:Bearer|Basic|Token|token)\s+/, "").trim();
  if (kind === undefined || value.length < 3 || value.length > 512) return undefined;
  if (PUBLISHED.has(value) || isPublic(value)) return undefined;
  if (signsForThisServer(name) && isPhrase(name, value))
    return { what: "a signing secret", certainty: "medium" };
  if (value.length < 6) return undefined;
  // A word of a language that writes without blanks, or with letters of its own: people read it.
  if (/[^\0-\x7f]{2}/.test(value)) return undefined;
  if (isStandIn(value) || isWords(value) || DULL_PASSWORD.test(value)) return undefined;
  // A character of a page by its number, or a colour: what is shown where something passes.
  if (/^(?:&#?\w+;)+$|^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(value)) return undefined;
  // A pattern of what a secret looks like is none.
  if (/\(\?|\\[swdb]|\[\^|\.\*|\.\+|\[a-z|\[A-Z|\[0-9/.test(value)) return undefined;
  if (/\s/.test(value) || /^(?:[a-z]+:)?\/\/|^\.{0,2}\/|^[A-Za-z]:\\/.test(value)) return undefined;
  if (/^[\w.$]+\(|\)$|^[/^].*[/$]$|^\w+\.\w+(?:\.\w+)*$/.test(value) && !/\d{2}/.test(value))
    return undefined;
  if (kind === "key") {
    return looksGenerated(value)
      ? {
          what: "a key",
          ...(reportsUsage(name) ? { use: "restricted" as const } : {}),
          certainty:
            !isMonotonous(value) && (entropy(value) >= 3.6 || /^[0-9a-f]{32,}$/i.test(value))
              ? "medium"
              : "low",
        }
      : undefined;
  }
  // People make up passwords of two kinds of characters at least; labels and field names have one.
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((each) => each.test(value)).length;
  return kinds >= 2 && /[\d!@#$%^&*?~+]/.test(value)
    ? { what: "a password", certainty: kinds >= 3 ? "medium" : "low" }
    : undefined;
}

/** Is it of a form that its issuer makes to be seen, whatever it is called? */
const isPublic = (value: string): boolean =>
  FORMATS.some(
    ({ use, hint, pattern }) =>
      use === "public" && value.includes(hint) && value.match(pattern)?.[0] === value,
  );

/** What stands for "change this later" where something is signed, and is used all the same. */
const DULL_SIGNER =
  /^(?:my|our|super|top|very|some)?[-_ ]?(?:secret|dev|development|changeme|change-me|insecure|password|default|testing|s3cr3t|sh+|keyboard cat)[-_ ]?(?:key|secret|token)?[!\d]*$/i;

/** A made-up secret of one or more words, unlike the name of a setting or what is filled in elsewhere. */
function isPhrase(name: string, value: string): boolean {
  if (DULL_SIGNER.test(value) && plainName(value) !== plainName(name)) return true;
  if (value.length < 8 || /\s|[${}<>()%]|\.\.\./.test(value) || /^[A-Z_][A-Z0-9_]*$/.test(value))
    return false;
  if (/^(?:[a-z]+:)?\/\/|^[./~]/i.test(value) || plainName(value) === plainName(name)) return false;
  return !/(?:header|name|cookie|field|param|placeholder|env)$/i.test(value) && /[-_ \d!@#]/.test(value);
}
