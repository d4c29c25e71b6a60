/**
 * Tokens of three parts that are taken apart by hand: what is in the middle is read, and nobody looks at the signature.
 *
 *   JSON.parse(Buffer.from(header.split(".")[1], "base64url").toString())
 *   json.loads(base64.urlsafe_b64decode(header.split(".")[1] + "=="))
 */
import {
  type FunctionCode,
  type Instr,
  instructions,
  isPiece,
  type Program,
  placeOf,
  type Report,
  type Temp,
} from "../../src/rules/api.js";

type Call = Extract<Instr, { op: "call" }>;

const VERIFIES =
  /verif|createHmac|createVerify|importKey|compare_digest|timingSafeEqual|jwks|(^|\.)hmac\.(new|digest)$/i;
const PARSES = /(^|\.)(JSON\.parse|json\.loads|loads)$/;
const DECODES =
  /(^|\.)(atob|b64decode|urlsafe_b64decode|Buffer\.from|decodeBase64|base64url\.decode|decode)$/;

export function readByHand(program: Program, report: Report): void {
  const reads = program.deployment.evidence.headerReads().filter((read) => read.kind === "auth");
  if (reads.length === 0) return;
  const found = reads.flatMap((read) => {
    const code = program.codeOf(read.module, read.fn);
    const call = decoded(code, (instr) => instr === read.instr);
    return call === undefined ? [] : [{ code, call, name: read.name }];
  });
  const [first] = found;
  if (first === undefined || program.functions.some(verifies)) return;
  report({
    at: placeOf(first.code, first.call),
    message: `The claims are read out of \`${first.name}\` by hand, and nothing in the program looks at the signature: a caller can write any claim into them.`,
    confidence: "high",
  });
}

/** The call that decodes one of several parts of what was read, in a function that parses what it finds there. */
function decoded(code: FunctionCode, isRead: (instr: Instr) => boolean): Call | undefined {
  const calls = instructions(code).filter((instr): instr is Call => instr.op === "call");
  const splits = calls.some(
    ({ method, self, args: [by] }) =>
      method === "split" &&
      self !== undefined &&
      by !== undefined &&
      code.constant(by.value) === "." &&
      isPiece(code, self, isRead),
  );
  if (!splits || !calls.some((call) => PARSES.test(code.text(call.callee)))) return undefined;
  return calls.find(
    ({ callee, args: [first] }) =>
      first !== undefined && DECODES.test(code.text(callee)) && holds(code, first.value, isRead),
  );
}

/** A piece, or that with what fills it up. */
function holds(code: FunctionCode, temp: Temp, isRead: (instr: Instr) => boolean): boolean {
  if (isPiece(code, temp, isRead)) return true;
  const made = code.origin(temp);
  if (made?.code !== code) return false;
  const { instr } = made;
  const parts = instr.op === "add" ? [instr.left] : instr.op === "concat" ? instr.parts : [];
  return parts.some((part) => isPiece(code, part, isRead));
}

const verifies = (code: FunctionCode): boolean =>
  VERIFIES.test(code.fn.name) ||
  instructions(code).some((instr) => instr.op === "call" && VERIFIES.test(code.text(instr.callee)));
