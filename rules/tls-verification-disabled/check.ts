/**
 * Verification of certificates switched off by a constant: an option, an attribute, an environment variable.
 * Silent where a setting decides (the place stands under a condition that speaks of it), in code whose name
 * says that it is the exception, and for the loopback interface.
 */
import {
  defineCheck,
  type FunctionCode,
  type Instr,
  instructions,
  placeOf,
  type Temp,
} from "../../src/rules/api.js";
import { isOffByDefault } from "./by-default.js";

/** Options by name, and the values that switch verification off. */
const OFF: ReadonlyMap<string, (value: unknown, text: string) => boolean> = new Map(
  Object.entries({
    rejectUnauthorized: (v) => v === false,
    strictSSL: (v) => v === false,
    verify_ssl: (v) => v === false,
    ssl_verify: (v) => v === false,
    validate_certs: (v) => v === false,
    check_hostname: (v) => v === false,
    insecureSkipVerify: (v) => v === true,
    tlsAllowInvalidCertificates: (v) => v === true,
    tlsInsecure: (v) => v === true,
    disable_ssl_certificate_validation: (v) => v === true,
    NODE_TLS_REJECT_UNAUTHORIZED: (v) => v === "0" || v === 0,
    ssl_cert_reqs: (v, text) => v === null || v === "none" || text.endsWith("CERT_NONE"),
    cert_reqs: (v, text) => v === "CERT_NONE" || text.endsWith("CERT_NONE"),
    verify_mode: (_v, text) => text.endsWith("CERT_NONE"),
  }),
);
/** Options that are on, and may be made to depend on a setting. */
const ON: ReadonlySet<string> = new Set([
  "rejectUnauthorized",
  "strictSSL",
  "verify_ssl",
  "ssl_verify",
  "validate_certs",
]);
/** `verify=False` and `ssl=False` mean other things elsewhere. */
const REQUESTS =
  /(^|\.)(get|post|put|patch|delete|head|options|request|stream|send|Client|AsyncClient|Session|ws_connect|TCPConnector|urlopen|download|connect)(\(\))?$/;
/** Every name above, in one. */
const NAMES = new RegExp(
  [...OFF.keys(), "checkServerIdentity", "verify", "ssl", "_create_\\w*https_context"].join("|"),
);
const SETTING =
  /ssl|tls|verif|insecure|cert|secure|strict|self_?signed|dev|debug|localhost|127\.0\.0\.1|NODE_ENV|sandbox|skip|unsafe|trust|proxy/i;
const EXCEPTION =
  /insecure|unverified|(ignore|skip|no|disable|without)_?(ssl|tls|verif|cert)|self_?signed|legacy/i;

export const check = defineCheck((program, report) => {
  const byFile = new Map<
    string,
    { readonly code: FunctionCode; readonly instr: Instr; readonly what: string }[]
  >();
  for (const code of program.functionsNaming(NAMES)) {
    if (
      EXCEPTION.test(code.fn.name) ||
      (code.fn.cls !== undefined && EXCEPTION.test(code.module.classes[code.fn.cls]?.name ?? ""))
    )
      continue;
    for (const instr of instructions(code)) {
      const what = switchedOff(code, instr);
      if (what === undefined || code.conditions(instr).some((text) => SETTING.test(text))) continue;
      const list = byFile.get(code.module.path) ?? [];
      list.push({ code, instr, what });
      byFile.set(code.module.path, list);
    }
  }
  for (const [, found] of byFile) {
    const [first, ...others] = found;
    if (first === undefined) continue;
    report({
      at: placeOf(first.code, first.instr),
      message: `\`${first.what}\` switches the check of certificates off, so this connection can be read and changed on its way.`,
      related: others.map((each) => ({ at: placeOf(each.code, each.instr), text: `\`${each.what}\`` })),
    });
  }
});

/** What switches verification off here, as it is written. */
function switchedOff(code: FunctionCode, instr: Instr): string | undefined {
  const isOff = (name: string | undefined, value: Temp): boolean =>
    name !== undefined &&
    ((OFF.get(name)?.(code.constant(value), code.text(value)) ?? false) ||
      (ON.has(name) && isOffByDefault(code, value)));
  switch (instr.op) {
    case "object":
      for (const entry of instr.entries)
        if (entry.key === "checkServerIdentity" && checksNothing(code, entry.value))
          return "checkServerIdentity: () => undefined";
        else if (isOff(entry.key, entry.value)) return `${entry.key}: ${code.text(entry.value)}`;
      return undefined;
    case "store":
      if (isOff(instr.key, instr.src)) return `${instr.key} = ${code.text(instr.src)}`;
      if (
        instr.key === "_create_default_https_context" &&
        code.text(instr.src).endsWith("_create_unverified_context")
      )
        return instr.key;
      return instr.key === "verify" &&
        code.constant(instr.src) === false &&
        /session|client/i.test(code.text(instr.obj))
        ? "verify = False"
        : undefined;
    case "storei": {
      const key = code.constant(instr.key);
      return typeof key === "string" && isOff(key, instr.src)
        ? `${key} = ${code.text(instr.src)}`
        : undefined;
    }
    case "call":
      return inCall(code, instr, isOff);
    default:
      return undefined;
  }
}

function inCall(
  code: FunctionCode,
  instr: Extract<Instr, { op: "call" }>,
  isOff: (name: string | undefined, value: Temp) => boolean,
): string | undefined {
  const callee = code.text(instr.callee);
  if (callee.endsWith("ssl._create_unverified_context")) return "ssl._create_unverified_context()";
  const local = instr.args.some((arg) => /localhost|127\.0\.0\.1|\[::1\]/.test(code.text(arg.value)));
  if (local || /jwt|token|signature/i.test(callee)) return undefined;
  for (const arg of instr.args) {
    if (arg.kwSpread === true && REQUESTS.test(callee) && isOffIn(code, arg.value)) return '"verify": False';
    if (arg.name === undefined) continue;
    if (isOff(arg.name, arg.value)) return `${arg.name}=${code.text(arg.value)}`;
    if (
      (arg.name === "verify" || arg.name === "ssl") &&
      (code.constant(arg.value) === false || isOffByDefault(code, arg.value)) &&
      REQUESTS.test(callee)
    )
      return code.constant(arg.value) === false ? `${arg.name}=False` : `${arg.name}=...`;
  }
  return undefined;
}

/** Is it a function that looks at nothing and never complains? */
function checksNothing(code: FunctionCode, value: Temp): boolean {
  const made = code.origin(value);
  if (made?.instr.op !== "func") return false;
  const fn = made.code.module.functions[made.instr.fn];
  if (fn === undefined) return false;
  const own = code.inner(fn);
  return fn.blocks.every(({ instrs, term }) => {
    if (term.op === "throw" || term.op === "branch") return false;
    if (instrs.some((i) => i.op === "call")) return false;
    return term.op !== "return" || term.src === undefined || isNothing(own, term.src);
  });
}

function isNothing(code: FunctionCode, temp: Temp): boolean {
  const instr = code.origin(temp)?.instr;
  if (instr?.op === "global") return instr.name === "undefined";
  return (
    (instr?.op === "const" && (instr.value === null || instr.value === undefined)) ||
    (instr?.op === "unary" && instr.operator === "void")
  );
}

/** Keywords that are handed over as a dictionary: `requests.get(url, **DEFAULTS)`. */
function isOffIn(code: FunctionCode, value: Temp): boolean {
  const made = code.origin(value);
  return (
    made?.instr.op === "object" &&
    made.instr.entries.some((e) => e.key === "verify" && made.code.constant(e.value) === false)
  );
}
