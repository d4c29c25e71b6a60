/**
 * Calls after which a request surely goes on as it was: what reads, compares, takes texts apart, decodes or writes a
 * log. Of every other call nobody knows whether it refuses whoever calls.
 */
import type { FunctionCode } from "../ir/code.js";
import type { Instr } from "../ir/types.js";
import { lastName } from "../taint/machine.js";

const LOGS = /(^|\.)(console|log|logger|logging|stderr|stdout)\.\w+$|^print$/i;
const METHODS =
  /^(get|header|headers|has|includes|indexOf|startsWith|endsWith|startswith|endswith|test|match|search|fullmatch|find|trim|strip|lstrip|rstrip|slice|substring|substr|split|rsplit|partition|replace|replaceAll|removeprefix|removesuffix|toLowerCase|toUpperCase|lower|upper|casefold|toString|encode|decode|at|pop|shift|join|concat|update|digest|hexdigest|json|copy|keys|values|items|now|time)$/;
const CODES = /^(encode|decode)$/;
const FUNCTIONS =
  /(^|\.)(String|Number|Boolean|Set|Map|Array|URL|URLSearchParams|Date|Buffer\.from|str|int|len|bool|dict|list|set|frozenset|bytes|getattr|isinstance|urlparse|urlsplit|getenv|environ\.get|JSON\.(parse|stringify)|loads|dumps|atob|b64decode|urlsafe_b64decode|createHash|createHmac|hmac\.new|sha256|sha1|md5|timingSafeEqual|compare_digest|randomUUID|uuid4|re\.compile)$/;

export function isHarmless(code: FunctionCode, call: Extract<Instr, { op: "call" }>): boolean {
  const text = code.text(call.callee);
  const [first] = call.args;
  // `token.encode("utf-8")`; of `jwt.decode(token, key)` it is not known.
  if (CODES.test(call.method ?? "") && first !== undefined && code.constant(first.value) === undefined)
    return false;
  return LOGS.test(text) || FUNCTIONS.test(text) || METHODS.test(call.method ?? lastName(text));
}
