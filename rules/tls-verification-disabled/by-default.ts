/**
 * Settings that have to be set for certificates to be checked: who sets nothing has no check.
 *
 *   rejectUnauthorized: process.env.VERIFY_TLS === "true"
 *   verify=os.getenv("VERIFY_SSL", "false").lower() == "true"
 *
 * What depends on the kind of environment (NODE_ENV) is an exception for development, and left alone.
 */
import { type FunctionCode, type Instr, type Temp, variableRead } from "../../src/rules/api.js";

const YES = /^(?:true|1|yes|on|y|t|enabled?)$/i;
const TIDYING = /^(?:lower|upper|strip|trim|toLowerCase|toUpperCase|casefold|toString)$/;
const KIND = /NODE_ENV|(?:^|_)(?:ENV|ENVIRONMENT|STAGE|PROD(?:UCTION)?)$/;
/** Words of a setting that asks for the exception, not for the check. */
const ASKS_FOR_NONE = /INSECURE|SKIP|DISABLE|IGNORE|UNSAFE|NO_/i;

/** An instruction, with the reader of the function that it stands in. */
interface Made {
  readonly code: FunctionCode;
  readonly instr: Instr;
}

/** Is the value true only where somebody has set a variable of the environment to yes? */
export function isOffByDefault(code: FunctionCode, value: Temp): boolean {
  const made = code.origin(value);
  if (made?.instr.op !== "binary" || !/^===?$/.test(made.instr.operator)) return false;
  const { left, right } = made.instr;
  const [asked, other] =
    typeof made.code.constant(right) === "string"
      ? [made.code.constant(right), left]
      : [made.code.constant(left), right];
  return isNo(asked) === false && isUnset(tidied(made.code, other));
}

/** A variable of the environment, or what stands for one that is not set, unless that says yes. */
function isUnset(made: Made | undefined): boolean {
  if (made === undefined) return false;
  const { code, instr } = made;
  if (instr.op === "logical" && instr.operator !== "&&")
    return isVariable(code.origin(instr.left)) && isNo(code.constant(instr.right)) === true;
  const read = variableRead(code, instr);
  return isVariable(made) && (read?.otherwise === undefined || isNo(code.constant(read.otherwise)) === true);
}

const isNo = (text: unknown): boolean | undefined => (typeof text === "string" ? !YES.test(text) : undefined);

/** What a value is made of, without what only tidies it up. */
function tidied(code: FunctionCode, temp: Temp): Made | undefined {
  let made = code.origin(temp);
  for (let n = 0; n < 4; n++) {
    if (made?.instr.op !== "call" || made.instr.self === undefined || !TIDYING.test(made.instr.method ?? ""))
      return made;
    made = made.code.origin(made.instr.self);
  }
  return undefined;
}

/** A variable that may be missing; `os.environ["VERIFY"]` ends the program then. */
function isVariable(made: Made | undefined): boolean {
  if (made === undefined || (made.instr.op === "loadi" && made.code.module.language === "python"))
    return false;
  const name = variableRead(made.code, made.instr)?.name;
  return name !== undefined && !isException(name);
}

const isException = (name: string): boolean => KIND.test(name) || ASKS_FOR_NONE.test(name);
