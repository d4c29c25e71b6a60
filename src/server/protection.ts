/**
 * The one question that the rules on network access share: who can use a port, and what stops the rest?
 *
 * Each listener has exactly one answer, so that one cause is one finding of one rule.
 */
import type { Binding } from "./binding.js";
import type { Evidence } from "./evidence.js";

export type Protection =
  /** Callers are told apart, foreign hosts are refused on the loopback interface, or there is no port at all. */
  | "protected"
  /** Everybody on the network can call it. */
  | "open"
  /** Everybody can, unless the operator configures authentication. */
  | "optional-auth"
  /** Everybody who names the right host can. */
  | "host-check-only"
  /** Bound to the loopback interface, where web pages reach it by DNS rebinding. */
  | "rebinding"
  /** The same in some releases of a library, and the tree does not say which one it gets. */
  | "assumed"
  /** The address is not known. */
  | "unknown";

export function protectionOf(
  { exposure, socket }: Pick<Binding, "exposure" | "socket">,
  auth: readonly Evidence[],
  hostCheck: readonly Evidence[],
): Protection {
  if (auth.some((e) => !e.optional)) return "protected";
  if (socket) return "protected";
  if (exposure === "unknown") return "unknown";
  if (exposure === "loopback") {
    if (hostCheck.length === 0) return "rebinding";
    const sure = hostCheck.some(
      (e) => e.implied !== true || e.standing?.release !== undefined || e.standing === undefined,
    );
    return sure ? "protected" : "assumed";
  }
  if (auth.length > 0) return "optional-auth";
  // What a library does by itself is no decision about who may call.
  return hostCheck.some((e) => e.implied !== true) ? "host-check-only" : "open";
}
