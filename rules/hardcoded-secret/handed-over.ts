/**
 * Literals whose place in a call says that they are a key or a password, whatever they are called.
 *
 *   createHmac("sha256", "kD93jf8sLq02mXz7Ab")        the key of a signature
 *   Fernet(b"q7Wm2ZtR5bX...=")                        of an encryption
 *   requests.get(url, auth=("admin", "Kp7!vQ2mZx94"))
 *   "Basic " + btoa("admin:Kp7!vQ2mZx94")
 */
import { type FunctionCode, type Location, type Program, placeOf, type Temp } from "../../src/rules/api.js";

export interface HandedOver {
  readonly text: string;
  readonly at: Location;
  /** Judged as what a variable of this name holds. */
  readonly as: string;
  readonly where: string;
}

/** What such a literal is judged as, and where it stands. */
const MEANS = {
  "signing-key": { as: "secret_key", where: "a call that signs" },
  "encryption-key": { as: "secret_key", where: "a call that encrypts" },
  password: { as: "password", where: "a call that logs in" },
  login: { as: "password", where: "a login that is sent" },
} as const;
/** A user and a password, as they are sent. */
const PAIR = /^[\w.@+-]{2,64}:([^\s:/]{6,})$/;
/** What makes bytes of a text. */
const AS_BYTES = /(?:^|\.)(?:from|fromhex|encode|hexToBytes|unhexlify|bytes|b64decode|a2b_hex)$/;

export function* handedOver(program: Program): Generator<HandedOver> {
  for (const { call, row, at } of program.written.secrets()) {
    const literal = textOf(at.code, at.temp);
    const text = row.is === "login" && literal !== undefined ? PAIR.exec(literal)?.[1] : literal;
    if (text !== undefined) yield { text, at: placeOf(call.code, call.instr), ...MEANS[row.is] };
  }
}

/** The literal, also where bytes are made of it. */
function textOf(code: FunctionCode, temp: Temp): string | undefined {
  const text = code.constant(temp);
  if (typeof text === "string") return text;
  const made = code.origin(temp);
  if (made?.instr.op !== "call" || !AS_BYTES.test(made.code.text(made.instr.callee))) return undefined;
  const inner = made.instr.args[0]?.value ?? made.instr.self;
  const given = inner === undefined ? undefined : made.code.constant(inner);
  const own = made.instr.self === undefined ? undefined : made.code.constant(made.instr.self);
  return typeof own === "string" ? own : typeof given === "string" ? given : undefined;
}
