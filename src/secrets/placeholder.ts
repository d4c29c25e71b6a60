/**
 * Tells a credential from what merely stands in its place: `your-api-key`, `<token>`, `${TOKEN}`,
 * `xxxxxxxx`, documentation examples; and whether a text looks generated.
 *
 * Judged by the text alone. Nothing here knows a provider.
 */

/** Words that say of themselves that this is no credential. */
const WORDS =
  /(?:^|[^a-z])(?:your|my|insert|replace|change|enter|put|add|paste|use|set|fill)[-_ ]?(?:me|your|the|this|with|here|in|a|own|real|actual|secret|token|key|password|api)?(?:[^a-z]|$)|example|placeholder|change_?me|replace_?me|dummy|(?:^|[^a-z])(?:fake|mock|mocked|sample|demo|redacted|masked|hidden|removed|omitted|todo|tbd|fixme|none|null|nil|undefined|test|testing|stub|foo|foobar|bar|baz|lorem|invalid|not[-_ ]?(?:a[-_ ]?real|set|needed|used|required)|goes[-_ ]?here|here|empty|default|unused|ignored|anonymous|local(?:host)?|secret[-_ ]?key[-_ ]?here|correct-horse)(?:[^a-z]|$)/i;

/** `YourStrong@Passw0rd`, `yourApiKey` */
const YOURS = /^[Yy]our[A-Z]/;

/** Syntax of something that is filled in elsewhere. */
const TEMPLATE =
  /\$\{|\$\(|\{\{|\}\}|<[^<>]*>|\$[A-Za-z_]\w*$|^%\w+%$|%\(\w+\)s|^@[\w.]+@$|^\[.*\]$|^\{\w+\}$|\.\.\.|…|process\.env|os\.environ|^(?:env|secret|vault|op|ref|arn|file|keychain|input|secretsmanager):/i;

/** True when a text stands for a credential without being one. */
export function isPlaceholder(text: string): boolean {
  return isStandIn(text) || isMonotonous(text.trim());
}

/** True when a text says that it stands for a credential; one that is merely made up does not. */
export function isStandIn(text: string): boolean {
  const value = text.trim();
  if (value.length < 3) return true;
  if (TEMPLATE.test(value)) return true;
  if (WORDS.test(value) || YOURS.test(value)) return true;
  if (/x{4,}|X{4,}|\*{3,}|\.{3,}|_{4,}|-{4,}(?!BEGIN)|•{2,}|#{3,}|0{8,}|1{8,}/.test(value)) return true;
  return new Set(value).size <= 2;
}

/** Few different characters, or little else than the alphabet and the digits in their order. */
export function isMonotonous(text: string): boolean {
  const body = text.replace(/^[A-Za-z]{1,6}[-_](?:[a-z]{2,6}[-_])?/, "");
  if (body.length < 8) return new Set(body).size <= 2;
  if (new Set(body.toLowerCase()).size <= 4) return true;
  let steps = 0;
  for (let i = 1; i < body.length; i++) {
    const step = body.toLowerCase().charCodeAt(i) - body.toLowerCase().charCodeAt(i - 1);
    if (step === 1 || step === 0 || (body[i] === "0" && body[i - 1] === "9")) steps++;
  }
  return steps >= (body.length - 1) * 0.75;
}

/** Shannon entropy in bits per character. */
export function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/** Does it look like what a generator makes: one long word of mixed characters? */
export function looksGenerated(text: string): boolean {
  if (text.length < 16 || text.length > 512 || !/^[\w+/=.~:!@#$%^&*-]+$/.test(text)) return false;
  if (/^[\w-]+(?:\.[\w-]+)+$/.test(text) && !/\d{3}/.test(text)) return false; // a.dotted.name
  if (/^(?:[a-z]+:)?\/\/|^[./~]/i.test(text) || /^[A-Za-z]:\\/.test(text)) return false; // an address, a path
  if (isWords(text)) return false;
  const hex = /^[0-9a-f-]+$/i.test(text);
  if (hex) return /\d/.test(text) && /[a-f]/i.test(text) && entropy(text) >= 2.8;
  return /\d/.test(text) && /[A-Za-z]/.test(text) && entropy(text) >= 3.3;
}

/** `access_token`, `api-key-header`, `SecretManagerClient`: a name, not a value. */
export function isWords(text: string): boolean {
  const words = text
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .split(/[-_.:/\s]+/)
    .filter((word) => word !== "");
  // A number belongs to a word only among others: `AUTH0_REFRESH_TOKEN`.
  const counted = words.length > 1;
  return words.every(
    (word) =>
      /^(?:[A-Za-z][a-z]*|[A-Z]+|\d{1,4}|v\d+)$/.test(word) || (counted && /^[A-Z]{2,}\d$/.test(word)),
  );
}
