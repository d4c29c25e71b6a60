/** Does the constant text around a value look like a query or markup? Evidence for calls known by name only. */
const LANGUAGES: Readonly<Record<string, RegExp>> = {
  sql: /\b(select|insert\s+into|update|delete\s+from|create|drop|alter|truncate|explain|describe|show|use|with|from|where|set|values|order\s+by|limit|pragma|exec|call|grant)\b/i,
  cypher: /\b(match|merge|create|return|where|unwind|detach)\b/i,
  soql: /\b(select|find)\b/i,
  html: /<\/?[a-z!]/i,
};

export function looksLike(language: string, text: string): boolean {
  return LANGUAGES[language]?.test(text) ?? true;
}
