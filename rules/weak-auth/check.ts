/**
 * Authentication that asks for a token and lets any token in: a signed token that is read without being
 * verified, a header of which only the form is looked at, a verifier that answers yes to everything; and a
 * server for everybody that works with its own credentials when a caller brings none.
 *
 * A claim that is read early and verified later is silent: where anything in the program verifies tokens,
 * unverified reading is taken to be such a look ahead.
 */
import {
  callName,
  DENIES,
  defineCheck,
  type FunctionCode,
  type FunctionIR,
  type Instr,
  instructions,
  isOn,
  type Program,
  placeOf,
  type Report,
  type Use,
  usesOfVariable,
} from "../../src/rules/api.js";
import { readByHand } from "./by-hand.js";
import { deciders, isAskedInVain, uncheckedSchemes } from "./deciders.js";
import { letsPass, type Passing } from "./passing.js";

export const check = defineCheck((program, report) => {
  unverifiedTokens(program, report);
  const refusing = refusingFunctions(program);
  formOnly(program, refusing, report);
  yesSayers(program, report);
  ownCredentials(program, report);
  readByHand(program, report);
  lettingPass(program, refusing, report);
  deciders(program, report);
  uncheckedSchemes(program, report);
});

/** What verifies a token, or is made for that. */
const VERIFIES = /verif|decode|jwks|jwk/i;

function unverifiedTokens(program: Program, report: Report): void {
  const { calls, evidence } = program.deployment;
  if (calls.hosting("auth").some(({ call }) => VERIFIES.test(call.path))) return;
  for (const { call, value } of calls.hosting("unverified")) {
    const fromRequest =
      (value?.taints.some(
        (node) => evidence.headersOf(node).length > 0 || TOLD_OF_TOKENS.test(labelOf(node.root)),
      ) ??
        false) ||
      evidence
        .headerReads()
        .some((read) => read.kind === "auth" && read.uses.some((use) => use.instr?.span === call.site.span));
    if (!fromRequest) continue;
    report({
      at: call.site,
      message: `${callName(call.path)} reads a token of the request without checking who made it, and nothing else in the program verifies it: a caller can write any claim into it.`,
      confidence: "high",
    });
    return;
  }
}

/** Methods that a library hands the token to which a caller sent. */
const TOLD_OF_TOKENS = /\.(verify_token|load_access_token)\(\)$/;

const labelOf = (root: { readonly kind: string; readonly source?: { readonly label: string } }): string =>
  root.source?.label ?? "";

/** Functions in which a status stands that refuses. */
type Refusing = readonly FunctionCode[];

/** None are looked for where nobody reads a token. */
const refusingFunctions = (program: Program): Refusing =>
  program.deployment.evidence.headerReads().some((read) => read.kind === "auth")
    ? program.functions.filter((code) =>
        instructions(code).some((instr) => instr.op === "const" && DENIES.has(instr.value)),
      )
    : [];

function formOnly(program: Program, refusing: Refusing, report: Report): void {
  const reads = program.deployment.evidence.headerReads().filter((read) => read.kind === "auth");
  const weak = reads.filter(
    (read) =>
      read.uses.length > 0 &&
      read.uses.every(
        (use) =>
          looksAtForm(program.codeOf(read.module, use.fn), use) ||
          (use.how === "returned" && isAskedInVain(program, use.fn.name)),
      ),
  );
  // Something looks at the value: here, or in another place that has its own way to the header.
  if (weak.length === 0 || weak.length < reads.length) return;
  for (const read of weak) {
    const code = program.codeOf(read.module, read.fn);
    const refuses = refusing.some(
      ({ fn, module }) => module === read.module && (fn === read.fn || fn.parent === read.fn.id),
    );
    if (!refuses) continue;
    report({
      at: placeOf(code, read.instr),
      message: `The header \`${read.name}\` is asked for, but only its form is looked at: any value of that form is accepted.`,
    });
    return;
  }
}

/** Does the use ask only whether there is a value, or how it begins? */
function looksAtForm(code: FunctionCode, use: Use): boolean {
  switch (use.how) {
    case "tested":
      return true;
    case "compared":
      return use.other !== undefined && isForm(code.constant(use.other), code.text(use.other));
    case "receiver":
      return (
        use.instr?.op === "call" &&
        /^(startsWith|startswith|split|slice|trim|strip|toLowerCase|lower|substring|replace|removeprefix|includes|match)$/.test(
          use.instr.method ?? "",
        )
      );
    case "argument":
      return (
        use.instr?.op === "call" &&
        /(^|\.)(test|log|debug|info|warn|error|len|isinstance|Boolean|bool)$/.test(
          code.text(use.instr.callee),
        )
      );
    default:
      return false;
  }
}

const isForm = (value: unknown, text: string): boolean =>
  value === null ||
  value === "" ||
  text === "undefined" ||
  text === "None" ||
  typeof value === "number" ||
  (typeof value === "string" && /^(bearer|basic|token)? ?$/i.test(value));

const LETS_PASS: Readonly<Record<Passing["how"], (name: string, header: string) => string>> = {
  refused: (name) =>
    `A request with a wrong ${name} is refused here and goes on all the same: nothing returns behind the refusal.`,
  absent: (name) => `A wrong ${name} is refused here, and whoever sends none is let through.`,
  any: (name) => `Whoever sends some ${name} is let through: what it is compared with does not decide.`,
  caught: (name) =>
    `What is thrown for a wrong ${name} is caught, and the request goes on as if the check had held.`,
  unused: (name) => `The ${name} is compared here, and nobody asks for the answer: the request goes on.`,
  named: (name, header) =>
    `Whoever sends the header \`${header}\` is let through without a ${name}; every client can send it.`,
};

/** A function in front of the routes that looks at a token and stops nobody, or not those who bring none. */
function lettingPass(program: Program, refusing: Refusing, report: Report): void {
  const reads = program.deployment.evidence.headerReads().filter((read) => read.kind === "auth");
  const isRead = new Set<unknown>(reads.map((read) => read.instr));
  const seen = new Set<FunctionIR>();
  for (const { fn, module, name } of reads) {
    if (seen.has(fn)) continue;
    seen.add(fn);
    const code = program.codeOf(module, fn);
    const passing = letsPass(code, (instr) => isRead.has(instr));
    if (passing === undefined || isLook(program, refusing, code, passing)) continue;
    report({
      at: placeOf(code, passing.at),
      message: LETS_PASS[passing.how](`\`${name}\``, passing.header ?? ""),
      confidence: "high",
    });
  }
}

/** Does the function only look who it is, where another one refuses, or asks for what it found? */
function isLook(program: Program, refusing: Refusing, code: FunctionCode, { how }: Passing): boolean {
  if (how === "refused" || how === "named") return false;
  if (refusing.some((other) => other.fn !== code.fn)) return true;
  const asks = program.deployment.calls
    .hosting("auth")
    .some(
      ({ call, row, value }) =>
        call.fn !== code.fn &&
        !VERIFIES.test(call.path) &&
        (row.at === undefined || (value !== undefined && isOn(value))),
    );
  return (how !== "absent" && asks) || isAskedLater(program, code);
}

/** Is something that the function stores read by another one, or kept where others may look? */
function isAskedLater(program: Program, code: FunctionCode): boolean {
  const keys = new Set<string>();
  for (const instr of instructions(code)) {
    if (instr.op === "setvar" && instr.ref.depth > 0) return true;
    if (instr.op === "store") keys.add(instr.key);
    else if (instr.op === "storei") keys.add(String(code.constant(instr.key)));
  }
  const reads = (each: FunctionCode, instr: Instr): boolean =>
    (instr.op === "load" && keys.has(instr.key)) ||
    (instr.op === "loadi" && keys.has(String(each.constant(instr.key))));
  return (
    keys.size > 0 &&
    program.functions.some((o) => o.fn !== code.fn && instructions(o).some((i) => reads(o, i)))
  );
}

const VERIFIER =
  /^(verify_?(access_?)?token|validate_?(access_?)?token|verify_?api_?key|validate_?api_?key|check_?token)$/i;
const TOKEN = /token|key|credential|bearer/i;

/** Verifiers whose answer does not depend on what they are given. */
function yesSayers(program: Program, report: Report): void {
  for (const code of program.functions) {
    const { fn } = code;
    if (!VERIFIER.test(fn.name)) continue;
    const param = fn.params.find((each) => TOKEN.test(each.name));
    if (param === undefined || !saysYes(code)) continue;
    if (!usesOfVariable(code.module, fn, param.variable).every((use) => isIdle(code, use))) continue;
    report({
      at: placeOf(code, fn),
      message: `\`${fn.name}()\` accepts every token: nothing that it answers depends on the value of \`${param.name}\`.`,
      confidence: "high",
    });
  }
}

/** Handed on, stored or tested for being there, but never looked at. */
function isIdle(code: FunctionCode, use: Use): boolean {
  if (use.how === "stored" || use.how === "returned" || use.how === "tested") return true;
  if (use.how === "compared")
    return use.other !== undefined && isForm(code.constant(use.other), code.text(use.other));
  if (use.instr?.op !== "call") return false;
  const callee = code.text(use.instr.callee);
  if (use.how === "receiver") return /^(strip|trim|slice|substring)$/.test(use.instr.method ?? "");
  return /(^|[._])(log|logger|logging|console)(\.|$)|(AccessToken|AuthInfo|AuthorizationCode)(\(\))?$|(^|\.)(dict|print|str|len)$/.test(
    callee,
  );
}

/** Does some path give back an object or a plain yes? */
function saysYes(code: FunctionCode): boolean {
  return code.fn.blocks.some((block) => {
    if (block.term.op !== "return" || block.term.src === undefined) return false;
    const origin = code.origin(block.term.src);
    const made: Instr | undefined = origin?.instr;
    return (
      made?.op === "object" ||
      code.constant(block.term.src) === true ||
      (origin !== undefined &&
        made?.op === "call" &&
        /AccessToken|AuthInfo|dict/.test(origin.code.text(made.callee)))
    );
  });
}

const OWN =
  /(^|[^\w.])(process\.env|os\.environ|os\.getenv|environ|import\.meta\.env|Deno\.env|Bun\.env)\b.*|^\w*(default|fallback|server|own)\w*(token|key|credentials?)$/i;
const OWN_SECRET = /token|key|secret|password|credential|auth|getenv|environ\[\]|environ\.get/i;
const HEADER = /headers?\b|authorization|api[-_]?key/i;

/** `req.headers["x-api-key"] || process.env.API_KEY`, where that is all that asks for a key. */
function ownCredentials(program: Program, report: Report): void {
  const { deployment } = program;
  const open = deployment.listeners.find((each) => each.exposure === "all" && each.serves === "mcp");
  if (open === undefined) return;
  const verified = open.auth.some((each) => !each.text.startsWith("reads ") && !each.optional);
  const reads = deployment.evidence.headerReads().filter((read) => read.kind === "auth");
  if (verified || reads.length === 0) return;
  // A caller without a key is refused somewhere.
  const compares = (read: (typeof reads)[number]): boolean =>
    read.uses.some((use) => use.how === "compared" && !looksAtForm(program.codeOf(read.module, use.fn), use));
  if (reads.some(compares)) return;
  for (const read of reads) {
    const code = program.codeOf(read.module, read.fn);
    for (const instr of instructions(code)) {
      const sides =
        instr.op === "logical"
          ? [instr.left, instr.right]
          : instr.op === "default"
            ? [instr.src, instr.otherwise]
            : undefined;
      if (sides === undefined) continue;
      const [given = "", own = ""] = sides.map((side) => code.text(side));
      if (!HEADER.test(given) || !OWN.test(own) || !OWN_SECRET.test(own)) continue;
      report({
        at: placeOf(code, instr),
        message: `A caller who sends no \`${read.name}\` is served with the server's own credentials, and the port is open to everybody.`,
        confidence: "low",
        related: [{ at: open.site, text: "the port is opened here" }],
        fix: "Refuse requests that bring no credentials when the server is reachable over the network; use the server's own only over stdio.",
      });
      return;
    }
  }
}
