/**
 * Settings that have to be set for certificates to be checked: who sets nothing has no check.
 *
 *   rejectUnauthorized: process.env.VERIFY_TLS === "true"
 *   verify=os.getenv("VERIFY_SSL", "false").lower() == "true"
 *
 * What depends on the kind of environment (NODE_ENV) is an exception for development, and left alone.
 */
import type { FunctionCode, Instr, Temp } from "../../src/rules/api.js";

const YES = /^(?:true|1|yes|on|y|t|enabled?)$/i;
const TIDYING = /^(?:lower|upper|strip|trim|toLowerCase|toUpperCase|casefold|toString)$/;
const READS = /(?:^|\.)(?:getenv|environ\.get)$/;
const KIND = /NODE_ENV|(?:^|_)(?:ENV|ENVIRONMENT|STAGE|PROD(?:UCTION)?)$/;
/** Words of a setting that asks for the exception, not for the check. */
const ASKS_FOR_NONE = /INSECURE|SKIP|DISABLE|IGNORE|UNSAFE|NO_/i;

/** Is the value true only where somebody has set a variable of the environment to yes? */
export function isOffByDefault(code: FunctionCode, value: Temp): boolean {
  const instr = code.origin(value)?.instr;
  if (instr?.op !== "binary" || !/^===?$/.test(instr.operator)) return false;
  const [left, right] = [code.constant(instr.left), code.constant(instr.right)];
  const [asked, other] = typeof right === "string" ? [right, instr.left] : [left, instr.right];
  return typeof asked === "string" && YES.test(asked) && isUnset(code, other);
}

/** A variable of the environment, or what stands for one that is not set, unless that says yes. */
function isUnset(code: FunctionCode, temp: Temp): boolean {
  const instr = tidied(code, temp);
  if (instr === undefined) return false;
  if (instr.op === "logical" && instr.operator !== "&&") {
    const otherwise = code.constant(instr.right);
    return isVariable(code, instr.left) && typeof otherwise === "string" && !YES.test(otherwise);
  }
  if (instr.op !== "call") return isVariable(code, temp);
  if (!READS.test(code.text(instr.callee))) return false;
  const [name, otherwise] = instr.args.map((arg) => code.constant(arg.value));
  if (typeof name !== "string" || isException(name)) return false;
  return instr.args.length < 2 || (typeof otherwise === "string" && !YES.test(otherwise));
}

function tidied(code: FunctionCode, temp: Temp): Instr | undefined {
  let instr = code.origin(temp)?.instr;
  for (let n = 0; n < 4; n++) {
    if (instr?.op !== "call" || instr.self === undefined || !TIDYING.test(instr.method ?? "")) return instr;
    instr = code.origin(instr.self)?.instr;
  }
  return undefined;
}

function isVariable(code: FunctionCode, temp: Temp): boolean {
  const name = /^process\.env\.(\w+)$/.exec(code.text(temp))?.[1];
  return name !== undefined && !isException(name);
}

const isException = (name: string): boolean => KIND.test(name) || ASKS_FOR_NONE.test(name);
