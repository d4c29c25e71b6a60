/**
 * Literals that stand in when a password, token or signing secret is not set: a server that was never
 * configured then runs with a secret that everybody can look up.
 *
 *   const token = process.env.AUTH_TOKEN || "changeme"
 *   JWT_SECRET = os.getenv("JWT_SECRET", "dev-secret")
 *
 * So do literals that a library is told to let in: `StaticTokenVerifier(tokens={"dev-token": ...})`.
 *
 * Keys of other people's services are left out, unless the literal is a real one (hardcoded-secret): a made-up
 * one is refused there.
 */
import {
  callName,
  defineCheck,
  findByFormat,
  guardsThisServer,
  judgeNamed,
  type NamedText,
  type Program,
  plainName,
  type Report,
  type Value,
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
  admitted(program, report);
});

/** Literals that a library is told to let in: whoever reads the code may call. */
function admitted(program: Program, report: Report): void {
  const { calls, network } = program.deployment;
  for (const { call, row } of network ? calls.hosting("auth") : []) {
    if (row.admits === undefined) continue;
    const texts = textsIn(calls.read(call, row.admits));
    if (texts.length === 0) continue;
    report({
      at: call.site,
      message: `What ${callName(call.path)} lets in is a literal from the code, which anybody can look up.`,
      fix: "Read it from the environment, and do not start without it.",
      secrets: texts,
    });
  }
}

/** Constant texts but those that hardcoded-secret knows by themselves, and the names in objects. */
function textsIn(v: Value | undefined): readonly string[] {
  const names = (v?.refs ?? []).flatMap((r) =>
    r.kind === "object" ? [...r.cells.keys()].filter((name) => !/^[%*]/.test(name)) : [],
  );
  const texts = (v?.consts ?? []).filter(
    (c): c is string => typeof c === "string" && c !== "" && judgeNamed("token", c) === undefined,
  );
  return [...texts, ...names];
}

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
