/** Does the constant text around a value look like a query, markup or a command? Evidence for calls known by name only. */
import { HOLE } from "../taint/lineage.js";

const LANGUAGES: Readonly<Record<string, RegExp>> = {
  sql: /\b(select|insert\s+into|update|delete\s+from|create|drop|alter|truncate|explain|describe|show|use|with|from|where|set|values|order\s+by|limit|pragma|exec|call|grant)\b/i,
  cypher: /\b(match|merge|create|return|where|unwind|detach)\b/i,
  soql: /\b(select|find)\b/i,
  html: /<\/?[a-z!]/i,
  // The name of a program and what follows it; `(a.b === x)`, `!a` and `new F(x).is(a)` are conditions.
  shell: new RegExp(`^(?!.*(?:\\w\\(|[=!]==|=>))\\s*(?:\\w+=\\S*\\s+)*[\\w./~${HOLE}-]+\\s+[^\\s=!<>?:*+&|]`),
};
/** What values are called that stand there by themselves. */
const BY_NAME: Readonly<Record<string, RegExp>> = {
  shell: /^(?:command(?:_?line)?|cmd(?:_?line)?|script|shell|bash|step|line)s?$/i,
};

/** `name`: of the last property that leads to the value. */
export function looksLike(language: string, text: string, name?: string): boolean {
  if (text === HOLE && name !== undefined && BY_NAME[language]?.test(name) === true) return true;
  return LANGUAGES[language]?.test(text) ?? true;
}
