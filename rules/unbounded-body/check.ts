/**
 * The body of a request to the server's own port collected piece by piece, with nothing that counts:
 *
 *   req.on("data", (chunk) => { body += chunk; });
 *
 * Silent where the function, or one around it, compares a length or size with something, and for the bodies
 * of answers that the server itself asked for.
 */
import {
  defineCheck,
  type FunctionCode,
  type FunctionIR,
  type Instr,
  instructions,
  isInside,
  placeOf,
} from "../../src/rules/api.js";

const REQUEST = /(^|[._])(req|request|incoming|_req|rawRequest|httpReq|incomingMessage)$/i;
const STREAM = /(^|[._])(req|request|incoming)(\.(stream|body|raw|req))?(\(\))?$/i;
const MEASURE = /length|size|bytes|total|limit|max|received|count/i;

/** A word in the text of each file that reads a request. */
const WORDS = /req|incoming|rfile/i;

export const check = defineCheck((program, report) => {
  const listeners = program.deployment.allListeners;
  const local = listeners.length > 0 && listeners.every((each) => each.exposure === "loopback");
  for (const code of program.functionsNaming(WORDS)) {
    for (const instr of instructions(code)) {
      const collecting = collector(code, instr);
      if (collecting === undefined || measures(code, collecting)) continue;
      report({
        at: placeOf(code, collecting.at),
        message:
          "The body of a request is collected in memory as long as the caller goes on sending; nothing counts the bytes.",
        ...(local ? { severity: "low" } : {}),
      });
      break;
    }
  }
});

interface Collector {
  /** Where a piece is added. */
  readonly at: Instr;
  readonly fn: FunctionIR;
}

function collector(code: FunctionCode, instr: Instr): Collector | undefined {
  if (instr.op === "iterate" && STREAM.test(code.text(instr.src))) {
    const at = [...instructions(code)].find((each) => adds(code, each, code.text(instr.dst)));
    return at === undefined ? undefined : { at, fn: code.fn };
  }
  if (instr.op !== "call") return undefined;
  if (instr.method === "read" && /(^|\.)rfile\.read$/.test(code.text(instr.callee)))
    return { at: instr, fn: code.fn };
  if (
    instr.self === undefined ||
    !/^(on|addListener)$/.test(instr.method ?? "") ||
    !REQUEST.test(code.text(instr.self))
  )
    return undefined;
  const [event, handler] = instr.args;
  if (event === undefined || handler === undefined || code.constant(event.value) !== "data") return undefined;
  const made = code.origin(handler.value)?.instr;
  const fn = made?.op === "func" ? code.module.functions[made.fn] : undefined;
  const piece = fn?.params[0]?.name;
  if (fn === undefined || piece === undefined) return undefined;
  const inner = code.inner(fn);
  const at = [...instructions(inner)].find((each) => adds(inner, each, piece));
  return at === undefined ? undefined : { at, fn };
}

/** Is the piece appended to something? */
function adds(code: FunctionCode, instr: Instr, piece: string): boolean {
  const isPiece = (text: string): boolean => text === piece || text.startsWith(`${piece}.`);
  if (instr.op === "add") return isPiece(code.text(instr.right)) && !MEASURE.test(code.text(instr.left));
  if (instr.op === "call")
    return (
      /^(push|append|extend)$/.test(instr.method ?? "") &&
      instr.args.some((arg) => isPiece(code.text(arg.value)))
    );
  return false;
}

/** Does the function, or one around or inside it, compare a length with something? */
function measures(code: FunctionCode, { fn }: Collector): boolean {
  const { module } = code;
  return module.functions.some((each) => {
    if (each !== fn && each !== code.fn && !isInside(module, fn, each) && !isInside(module, each, fn))
      return false;
    if (each.kind === "module") return false;
    const own = code.inner(each);
    return [...instructions(own)].some(
      (instr) =>
        instr.op === "binary" &&
        /^[<>]=?$/.test(instr.operator) &&
        (MEASURE.test(own.text(instr.left)) || MEASURE.test(own.text(instr.right))),
    );
  });
}
