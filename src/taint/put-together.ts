/**
 * Texts and paths that are put together from several values: what stands around each of them, and whether something
 * fixed stands in front of it.
 */
import type { FlowRow } from "../models/types.js";
import type { ModelCall } from "./arguments.js";
import { elementsOf } from "./collections.js";
import { HOLE, type Op } from "./lineage.js";
import { lastName, type Machine } from "./machine.js";
import { concat } from "./text.js";
import { BOTTOM, constant, isBottom, join, onlyConst, UNKNOWN, type Value } from "./values.js";

/** List to text with its separator; a literal list keeps what stands around each element. */
export function joinElements(m: Machine, call: ModelCall, row: FlowRow, v: Value): Value {
  // Python: sep.join(list); JavaScript: list.join(sep).
  const python = call.frame.module.language === "python";
  const sepValue = python ? call.self : call.args.positional[0];
  const c = sepValue === undefined ? undefined : onlyConst(sepValue);
  const sep = c === undefined || c.value === undefined ? (python ? HOLE : ",") : String(c.value);
  let out: Value = BOTTOM;
  for (const obj of v.refs) {
    if (obj.kind !== "array") continue;
    const parts: Value[] = [];
    for (let i = 0; i < obj.length; i++)
      parts.push(...(i > 0 ? [constant(sep)] : []), m.heap.read(obj, String(i)));
    const loose = m.heap.read(obj, "*");
    if (!isBottom(loose))
      parts.push(constant(sep), {
        ...UNKNOWN,
        taints: loose.taints.map((n) =>
          m.lineage.extend(n, { op: "flow", flow: "join", label: "join", detail: sep }, call.site),
        ),
      });
    if (parts.length > 0) out = join(out, concat(m, parts, call.site));
  }
  if (v.taints.length > 0) {
    const made = v.taints.map((n) =>
      m.lineage.extend(
        n,
        {
          op: "flow",
          flow: "join",
          label: "join",
          detail: sep,
          ...(row.clears ? { clears: row.clears } : {}),
        },
        call.site,
      ),
    );
    out = join(out, { ...BOTTOM, taints: made });
  }
  return isBottom(out) ? UNKNOWN : out;
}

/** A URL of a list of its parts: each keeps what stands around it, so that only what is the host decides the host. */
export function joinUrl(m: Machine, call: ModelCall, v: Value): Value {
  let out: Value = BOTTOM;
  for (const obj of v.refs) {
    if (obj.kind !== "array") continue;
    const loose = m.heap.read(obj, "*");
    // A scheme that is sent comes with its host: another page of the same place, and the caller's choice as a whole.
    if (obj.length < 3 || !isBottom(loose) || m.heap.read(obj, "0").taints.length > 0) {
      const { taints } = elementsOf(m, { ...v, refs: [obj], taints: [] }, call.site);
      const op: Op = { op: "flow", flow: "string", label: lastName(call.path) };
      out = join(out, { ...BOTTOM, taints: taints.map((n) => m.lineage.extend(n, op, call.site)) });
      continue;
    }
    const [scheme = UNKNOWN, host = UNKNOWN, path = UNKNOWN, ...others] = Array.from(
      { length: obj.length },
      (_, i) => m.heap.read(obj, String(i)),
    );
    const parts = [scheme, constant("://"), host, ...afterSlash(path)];
    for (const other of others) if (onlyConst(other)?.value !== "") parts.push(constant("?"), other);
    out = join(out, concat(m, parts, call.site));
  }
  if (v.taints.length > 0) {
    const op: Op = { op: "flow", flow: "url-join", label: lastName(call.path) };
    out = join(out, { ...BOTTOM, taints: v.taints.map((n) => m.lineage.extend(n, op, call.site)) });
  }
  return isBottom(out) ? UNKNOWN : out;
}

/** A path begins with a slash, or is given one. */
function afterSlash(path: Value): readonly Value[] {
  const text = onlyConst(path)?.value;
  return typeof text === "string" && text.startsWith("/") ? [path] : [constant("/"), path];
}

/** A list of words that a library quotes one by one and joins by blanks: what stands around each of them is kept. */
export function joinWords(m: Machine, call: ModelCall, v: Value, quoted: (word: Value) => Value): Value {
  let out: Value = v.taints.length > 0 ? quoted({ ...BOTTOM, taints: v.taints }) : BOTTOM;
  for (const obj of v.refs) {
    if (obj.kind !== "array") continue;
    const parts: Value[] = [];
    const loose = m.heap.read(obj, "*");
    for (let i = 0; i < obj.length; i++)
      parts.push(...(i > 0 ? [constant(" ")] : []), wordOf(m.heap.read(obj, String(i)), quoted));
    if (!isBottom(loose)) {
      const { taints } = wordOf(loose, quoted);
      parts.push(constant(" "), {
        ...UNKNOWN,
        taints: taints.map((n) =>
          m.lineage.extend(n, { op: "flow", flow: "join", label: "", detail: " " }, call.site),
        ),
      });
    }
    if (parts.length > 0) out = join(out, concat(m, parts, call.site));
  }
  return isBottom(out) ? UNKNOWN : out;
}

const wordOf = (word: Value, quoted: (word: Value) => Value): Value =>
  word.taints.length > 0 ? quoted({ ...BOTTOM, taints: word.taints }) : word;

/** A path put together: whether there is a base in front of the value, and whether that is fixed. */
export function joinPath(
  m: Machine,
  call: ModelCall,
  row: FlowRow,
  v: Value,
  op: "path-join" | "path-resolve",
): Value {
  const parts = call.args.positional;
  const selfBase =
    call.self !== undefined &&
    call.self.taints.length === 0 &&
    (call.self.refs.some((r) => r.kind === "ext" && r.path.includes("Path")) || call.self.consts.length > 0);
  let out: Value = BOTTOM;
  let seen = selfBase;
  /** Nothing but the root stands in front. */
  let root = !selfBase;
  let taintedBefore =
    call.self !== undefined && call.self.taints.length > 0 && call.frame.module.language === "python";
  for (const part of parts) {
    const nodes =
      part.taints.length > 0
        ? part.taints
        : part.refs.some((r) => r.kind === "array")
          ? elementsOf(m, part, call.site).taints
          : [];
    for (const n of nodes) {
      if (!v.taints.includes(n) && v.taints.length > 0) continue;
      const base = taintedBefore ? "unknown" : !seen ? "none" : root ? "root" : "fixed";
      const node = m.lineage.extend(
        n,
        {
          op: "flow",
          flow: op,
          label: lastName(call.path),
          base,
          ...(row.clears ? { clears: row.clears } : {}),
        },
        call.site,
      );
      out = join(out, { ...BOTTOM, taints: [node] });
    }
    if (nodes.length > 0) taintedBefore = true;
    else {
      seen = true;
      root &&= onlyConst(part)?.value === "/";
    }
  }
  if (call.self !== undefined && call.self.taints.length > 0 && v === call.self) {
    const made = v.taints.map((n) =>
      m.lineage.extend(n, { op: "flow", flow: op, label: lastName(call.path), base: "none" }, call.site),
    );
    out = join(out, { ...BOTTOM, taints: made });
  }
  if (!isBottom(out)) return out;
  // Fully known parts give a known path.
  const python = call.frame.module.language === "python";
  // In Python an empty last part leaves the separator, in JavaScript empty parts leave nothing.
  const consts = parts.map((p) => onlyConst(p)?.value).filter((c) => python || c !== "");
  if (op === "path-join" && parts.length > 0 && consts.every((c) => typeof c === "string"))
    return constant(consts.join("/"));
  // Of a path that is not known it is worth knowing that a separator ends it.
  const last = consts.at(-1);
  return op === "path-join" && typeof last === "string" && /(?:^|[\\/])$/.test(last) && !selfBase
    ? constant(`${HOLE}/`)
    : UNKNOWN;
}
