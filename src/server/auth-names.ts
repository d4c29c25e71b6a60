/** What the names of functions and dependencies promise of authentication, and how a path is named for people. */
import { lastName } from "../taint/machine.js";

/**
 * What functions are called that let callers in or not; not those that fetch a token of their own. "is" has
 * to be a word: there is one in "existing", too.
 */
const AUTH_NAME =
  /authenticat|^authori[sz]e[a-z_]*$|((require|verify|validate|check|ensure|assert|with|enforce)[a-z_]*|(^|_)is_[a-z_]*)(auth|token|api_?key|jwt|bearer|signature|session|credential|login)|(bearer|jwt|basic|token|api_?key)_?auth|auth_?(middleware|guard|check|required|filter|handler|hook)/i;
export const isAuthName = (name: string): boolean =>
  AUTH_NAME.test(name.replace(/([a-z\d])([A-Z])/g, "$1_$2"));
/** What a route may depend on that knows its caller. */
const DEPENDENCY = /auth|user|token|api_?key|credential|principal|caller|login|session_?owner/i;
export const asksWhoCalls = (asked: string): boolean => DEPENDENCY.test(lastName(asked));

/** The end of an access path, for people: "express.listen". */
export function short(path: string): string {
  const parts = path
    .replace(/^(global|builtins)\./, "")
    .replaceAll("()", "")
    .split(".");
  const tail = parts.slice(-2).join(".");
  return tail.slice(tail.lastIndexOf("/") + 1);
}
