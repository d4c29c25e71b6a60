/**
 * The address that a port is opened on when the user sets nothing: a constant, the default of a setting, or
 * what the library does without one. A loopback address among several counts, since it is what a careful
 * default looks like; other addresses are then what somebody chose.
 */
import type { ModuleIR } from "../ir/types.js";
import type { Machine } from "../taint/machine.js";
import type { CallRecord } from "../taint/record.js";
import type { Site } from "../taint/site.js";
import type { Value } from "../taint/values.js";
import { findAddresses } from "./addresses.js";
import type { Exposure } from "./exposure.js";
import type { HostingCall, SeenCalls } from "./seen.js";
import type { Settings } from "./settings.js";

export interface Binding {
  readonly exposure: Exposure;
  /** The program names the address, if only as a default; otherwise the library's default holds. */
  readonly stated: boolean;
  /** The address can be set from outside. */
  readonly configurable: boolean;
  /** Where addresses of all interfaces stand as constants. */
  readonly addresses: readonly Site[];
}

export interface BindingParts {
  readonly m: Machine;
  readonly calls: SeenCalls;
  readonly settings: Settings;
  readonly modules: readonly ModuleIR[];
}

const ALL_INTERFACES = new Set(["0.0.0.0", "::", "[::]", "*", ""]);
const LOOPBACK = /^(localhost|127(\.\d+){3}|::1|\[::1\]|ip6-localhost)$/i;

/** What is bound when the user sets nothing. */
export function addressOf(h: HostingCall, p: BindingParts): Binding {
  const { call, row } = h;
  const values: Value[] = [];
  const given = row.at === undefined ? undefined : p.calls.first(call, row.at, isAddress);
  if (given !== undefined && !isUnset(call, given)) values.push(given);
  // The object may have been given its address when it was made.
  for (const r of call.self.refs)
    if (r.kind === "ext") for (const v of [r.call?.names.get("host")]) if (v !== undefined) values.push(v);
  const texts = new Set<string>();
  let configurable = false;
  let open = false;
  for (const v of values) {
    const setting = p.settings.of(v);
    configurable ||= setting.configurable;
    open ||= setting.open;
    for (const c of setting.consts) if (typeof c === "string") texts.add(c);
  }
  const list = [...texts];
  const all = list.some((t) => ALL_INTERFACES.has(t));
  const loopback = list.some((t) => LOOPBACK.test(t));
  // A setting without a default leaves the library its own.
  const absent =
    list.length === 0 && (!open || configurable) && !values.some((v) => v.taints.length > 0 && !configurable);
  const exposure: Exposure = loopback
    ? "loopback"
    : all
      ? "all"
      : absent
        ? row.default === "all"
          ? "all"
          : row.default === "loopback"
            ? "loopback"
            : "unknown"
        : "unknown";
  const addresses =
    exposure === "all"
      ? findAddresses(
          p.m,
          p.modules,
          call,
          list.filter((t) => t !== "" && t !== "*" && ALL_INTERFACES.has(t)),
        )
      : [];
  return { exposure, stated: list.length > 0, configurable, addresses };
}

/** A setting of the object itself that nobody has set: what is read of it is the library's own default. */
function isUnset(call: CallRecord, v: Value): boolean {
  return (
    v.refs.length > 0 &&
    v.consts.length === 0 &&
    v.taints.length === 0 &&
    v.refs.every(
      (r) =>
        r.kind === "ext" &&
        r.call === undefined &&
        call.self.refs.some((self) => self.kind === "ext" && r.path.startsWith(`${self.path}.`)),
    )
  );
}

/** A text, or something that may become one; never a number (a port) or a function (a callback). */
function isAddress(v: Value): boolean {
  if (v.consts.some((c) => typeof c === "string")) return true;
  if (v.consts.some((c) => typeof c === "number")) return false;
  return v.taints.length > 0 || v.refs.some((r) => r.kind === "ext" || r.kind === "array");
}
