/**
 * The address that a port is opened on when the user sets nothing: a constant, the default of a setting, or
 * what the library does without one. A loopback address among several counts, since it is what a careful
 * default looks like; other addresses are then what somebody chose.
 */
import { codeOf } from "../ir/code.js";
import type { ModuleIR } from "../ir/types.js";
import type { Position } from "../models/types.js";
import type { Machine } from "../taint/machine.js";
import type { CallRecord } from "../taint/record.js";
import type { Site } from "../taint/site.js";
import type { Value } from "../taint/values.js";
import { findAddresses } from "./addresses.js";
import type { Exposure } from "./exposure.js";
import type { Standing } from "./releases.js";
import { type HostingCall, isGiven, isUnset, type SeenCalls } from "./seen.js";
import type { Setting, Settings } from "./settings.js";

export interface Binding {
  readonly exposure: Exposure;
  /** No port, but a file of this machine: no web page reaches it either. */
  readonly socket: boolean;
  /** The program names the address, if only as a default; otherwise the library's default holds. */
  readonly stated: boolean;
  /** The address can be set from outside. */
  readonly configurable: boolean;
  /** Where addresses of all interfaces stand as constants. */
  readonly addresses: readonly Site[];
  /** The library's default is that of some releases only: which one the tree gets. */
  readonly standing?: Standing;
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
  if (isSocket(h, p))
    return { exposure: "loopback", socket: true, stated: true, configurable: false, addresses: [] };
  const values: Value[] = [];
  const given = row.at === undefined ? undefined : addressAt(call, row.at, p);
  const unset = given !== undefined && isUnset(call, given);
  if (given !== undefined && !unset) values.push(given);
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
  const written = values.length > 0 || unset ? undefined : addressAsWritten(h, p);
  if (written !== undefined) {
    configurable ||= written.configurable;
    open = true;
    for (const c of written.consts) if (typeof c === "string") texts.add(c);
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
  return {
    exposure,
    socket: false,
    stated: list.length > 0,
    configurable,
    addresses,
    ...(absent && h.standing !== undefined ? { standing: h.standing } : {}),
  };
}

const SOCKET = /[\\/]|\.sock$/;
const SOCKET_URL = /^unix:/;

/** Is a file of the machine given, and never a port? */
function isSocket({ call, row }: HostingCall, p: BindingParts): boolean {
  const given = row.socket === undefined ? undefined : p.calls.first(call, row.socket, isGiven);
  const at = row.at === undefined ? undefined : p.calls.first(call, row.at, isGiven);
  const is = (v: Value | undefined, form: RegExp): boolean => {
    const consts = v === undefined ? [] : p.settings.of(v).consts;
    return consts.length > 0 && consts.every((c) => typeof c === "string" && form.test(c));
  };
  return is(given, SOCKET) || is(at, SOCKET_URL);
}

/** Of the alternatives, the first that is an address; an option only of what is a list of options, not a port. */
function addressAt(call: CallRecord, at: Position, p: BindingParts): Value | undefined {
  for (const part of String(at).split("|")) {
    const [, holder] = /^(\d+)[.]/.exec(part.trim()) ?? [];
    if (holder !== undefined) {
      const options = p.calls.read(call, holder);
      if (options?.refs.every((r) => r.kind === "ext") ?? true) continue;
    }
    const v = p.calls.first(call, part.trim(), isAddress);
    if (v !== undefined) return v;
  }
  return undefined;
}

/**
 * An address that is given, but whose value nobody knows: what an option of the same name is by default, as in
 * `def main(host): run(app, host=host)` under `@option("--host", default="0.0.0.0")`.
 */
function addressAsWritten({ call, row }: HostingCall, p: BindingParts): Setting | undefined {
  const code = codeOf(call.site.module, call.fn);
  const instr = code.callAt(call.site.span);
  for (const part of String(row.at ?? "").split("|")) {
    const [, named, index] = /^\s*(?:kw:(\w+)|([1-9]))\s*$/.exec(part) ?? [];
    const arg =
      named !== undefined
        ? instr?.args.find((each) => each.name === named)
        : instr?.args.filter((each) => each.name === undefined && each.spread !== true)[Number(index)];
    if (arg === undefined) continue;
    const value = code.definition(arg.value);
    if (value?.op === "func" || typeof code.constant(arg.value) === "number") continue;
    const text = code.text(arg.value);
    if (/callback|^cb$|^resolve$|^done$/i.test(text)) continue;
    return p.settings.named(text.slice(text.lastIndexOf(".") + 1)) ?? UNKNOWN_SETTING;
  }
  return undefined;
}

const UNKNOWN_SETTING: Setting = { consts: [], configurable: false, open: true };

/** A text, or something that may become one; never a number (a port) or a function (a callback). */
function isAddress(v: Value): boolean {
  if (v.consts.some((c) => typeof c === "string")) return true;
  if (v.consts.some((c) => typeof c === "number")) return false;
  return v.taints.length > 0 || v.refs.some((r) => r.kind === "ext" || r.kind === "array");
}
