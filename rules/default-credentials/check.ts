/**
 * Literals that stand in when a password, token or signing secret is not set: a server that was never
 * configured then runs with a secret that everybody can look up.
 *
 *   const token = process.env.AUTH_TOKEN || "changeme"
 *   JWT_SECRET = os.getenv("JWT_SECRET", "dev-secret")
 *
 * Keys of other people's services are left out, unless the literal is a real one (hardcoded-secret): a made-up
 * one is refused there.
 */
import {
  defineCheck,
  findByFormat,
  guardsThisServer,
  type NamedText,
  plainName,
} from "../../src/rules/api.js";

export const check = defineCheck((program, report) => {
  const said = new Set<string>();
  const say = (text: NamedText, name: string): void => {
    const key = `${text.code.module.path}:${text.span.line}:${name}`;
    if (said.has(key)) return;
    said.add(key);
    report({
      at: { path: text.code.module.path, span: text.span },
      message: `When \`${name}\` is not set, a literal from the code takes its place, which anybody can look up.`,
      confidence: text.text.length < 4 ? "low" : "medium",
      secrets: [text.text],
    });
  };
  for (const text of program.texts) {
    if (text.use !== "fallback" || text.name === undefined || !guardsThisServer(text.name)) continue;
    if (isAbsence(text.text) || isSettingName(text) || isEntry(text) || findByFormat(text.text).length > 0)
      continue;
    say(text, text.name);
  }
});

/** Words for "there is none". */
function isAbsence(text: string): boolean {
  return (
    text.trim() === "" ||
    /^(?:none|null|nil|undefined|false|n\/a|not[-_ ]?(?:set|needed|required|used)|no[-_ ]?key(?:[-_ ]required)?|sk-no-key-required|empty|dummy|unset|missing|unknown|disabled|anonymous|ollama|local|env|prompt|ask)$/i.test(
      text.trim(),
    ) ||
    /\s/.test(text.trim()) ||
    /^(?:[.~]?\/|https?:|\$\{|<)/.test(text)
  );
}

/** The key of an entry in a table of sessions: the one that is used when the caller names none. A setting is written in capitals. */
function isEntry({ text, name = "" }: NamedText): boolean {
  return (
    /[a-z]/.test(name) &&
    /(?:^|_)session_key$/.test(plainName(name)) &&
    /^(?:default|main|global|shared|current)$/i.test(text.trim())
  );
}

/** The fallback is the name of another setting, or of the thing itself. */
function isSettingName({ text, name }: NamedText): boolean {
  return (
    /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(text) ||
    (plainName(text) === plainName(name ?? "") && text.includes("_"))
  );
}
