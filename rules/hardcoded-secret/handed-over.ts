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

/** Calls of which one argument is a key or a password, by the end of their path. */
const KEYED: readonly {
  readonly call: RegExp;
  readonly at: number;
  readonly as: string;
  readonly where: string;
}[] = [
  { call: /(?:^|\.)createHmac$/, at: 1, as: "secret_key", where: "a call that signs" },
  { call: /(?:^|\.)(?:hmac|hashlib)\.(?:new|digest)$/, at: 0, as: "secret_key", where: "a call that signs" },
  { call: /(?:^|\.)createCipheriv$/, at: 1, as: "secret_key", where: "a call that encrypts" },
  {
    call: /(?:^|\.)(?:Fernet|AESGCM|ChaCha20Poly1305)$/,
    at: 0,
    as: "secret_key",
    where: "a call that encrypts",
  },
  {
    call: /(?:^|\.)(?:HTTPBasicAuth|HTTPDigestAuth|BasicAuth|DigestAuth)$/,
    at: 1,
    as: "password",
    where: "a call that logs in",
  },
];
const ENCODES = /(?:^|\.)(?:Buffer\.from|btoa|b64encode)$/;
const REQUESTS =
  /(?:^|\.)(?:requests|httpx|aiohttp)\b.*\.(?:get|post|put|patch|delete|head|request|Session|Client|AsyncClient|ClientSession)$/;
/** A user and a password, as they are sent. */
const PAIR = /^[\w.@+-]{2,64}:([^\s:/]{6,})$/;
/** What makes bytes of a text. */
const AS_BYTES = /(?:^|\.)(?:from|fromhex|encode|hexToBytes|unhexlify|bytes|b64decode|a2b_hex)$/;

export function* handedOver(program: Program): Generator<HandedOver> {
  for (const { path, instr, code } of program.written.whose(
    (each) => KEYED.some(({ call }) => call.test(each)) || ENCODES.test(each) || REQUESTS.test(each),
  )) {
    const at = placeOf(code, instr);
    for (const { call, at: place, as, where } of KEYED) {
      const arg = call.test(path) ? instr.args[place] : undefined;
      const text = arg === undefined || arg.name !== undefined ? undefined : textOf(code, arg.value);
      if (text !== undefined) yield { text, at, as, where };
    }
    const [first] = instr.args;
    const pair =
      ENCODES.test(path) && first !== undefined ? PAIR.exec(textOf(code, first.value) ?? "")?.[1] : undefined;
    if (pair !== undefined) yield { text: pair, at, as: "password", where: "a login that is sent" };
    if (!REQUESTS.test(path)) continue;
    const auth = instr.args.find(({ name }) => name === "auth");
    const given = auth === undefined ? undefined : code.origin(auth.value);
    const password = given?.instr.op === "array" ? given.instr.elements[1] : undefined;
    const text = password === undefined ? undefined : given?.code.constant(password.value);
    if (typeof text === "string") yield { text, at, as: "password", where: "a request that logs in" };
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
