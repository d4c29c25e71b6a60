/**
 * Calls, with what Python decides at the call itself.
 *
 *   obj.method(a, k=b, *xs, **kw)   load obj.method; call with self
 *   super().method(a)               method of the base class, self is this
 *   Base.__init__(self, a)          the same written the old way: the explicit self becomes the receiver
 *   getattr(obj, "name", d)         load (loadi when the name is computed), or d
 *   setattr(obj, "name", v)         store
 *   dict(a=1, **kw)                 object
 *   locals(), vars()                object of the variables of the function
 *   "...{}".format(x)               concat (text.ts)
 */
import type { Arg, ObjectEntry, Span, Temp } from "../../ir/types.js";
import type { FunctionContext } from "./context.js";
import { isBuiltin, readName } from "./names.js";
import { constantText } from "./strings.js";
import { lowerFormat } from "./text.js";
import type { SyntaxNode } from "./tree.js";

const NO_ARGS: readonly SyntaxNode[] = [];

export function lowerCall(cx: FunctionContext, node: SyntaxNode): Temp {
  const [callee, list] = node.children;
  const span = cx.span(node);
  const args = list?.kind === "argument_list" ? list.children : list ? [list] : NO_ARGS;
  if (callee?.kind === "attribute" && callee.children.length === 2)
    return lowerMethodCall(cx, callee, args, span);
  if (callee?.kind === "identifier") {
    const name = cx.text(callee);
    const special = SPECIAL.get(name);
    const result = special && isBuiltin(cx, name) ? special(cx, args, span) : undefined;
    if (result !== undefined) return result;
  }
  const bound = callee?.kind === "call" ? lowerGetattrCallee(cx, callee) : undefined;
  const target = bound ?? { callee: cx.optional(callee, span) };
  return cx.builder.emit({ op: "call", dst: 0, ...target, args: lowerArgs(cx, args), span });
}

function lowerMethodCall(
  cx: FunctionContext,
  callee: SyntaxNode,
  args: readonly SyntaxNode[],
  span: Span,
): Temp {
  const [object, attribute] = callee.children as [SyntaxNode, SyntaxNode];
  const method = cx.text(attribute);
  if (method === "format") {
    const format = constantText(object, cx.mod.source);
    const text = format === undefined ? undefined : lowerFormat(cx, format, args, span);
    if (text !== undefined) return text;
  }
  const obj = cx.expression(object);
  const target = cx.load(obj, method, cx.span(callee));
  let self = obj;
  let rest = args;
  if (isSuperCall(cx, object)) {
    self = receiver(cx, span);
  } else if (passesReceiver(cx, object, method, args)) {
    self = cx.expression(args[0]!);
    rest = args.slice(1);
  }
  return cx.builder.emit({
    op: "call",
    dst: 0,
    callee: target,
    self,
    method,
    args: lowerArgs(cx, rest),
    span,
  });
}

/** Lowers the arguments of a call. */
export function lowerArgs(cx: FunctionContext, args: readonly SyntaxNode[]): Arg[] {
  return args.map((each): Arg => {
    const [first, second] = each.children;
    switch (each.kind) {
      case "keyword_argument":
        return { value: cx.optional(second, cx.span(each)), ...(first ? { name: cx.text(first) } : {}) };
      case "list_splat":
        return { value: cx.expression(each), spread: true };
      case "dictionary_splat":
        return { value: cx.expression(each), kwSpread: true };
      default:
        return { value: cx.expression(each) };
    }
  });
}

function isSuperCall(cx: FunctionContext, node: SyntaxNode): boolean {
  const [callee] = node.children;
  return (
    node.kind === "call" &&
    callee?.kind === "identifier" &&
    cx.text(callee) === "super" &&
    isBuiltin(cx, "super")
  );
}

/** `this` of the method around this place, also from a function nested in it. */
function receiver(cx: FunctionContext, span: Span): Temp {
  for (let each = cx.parent; each && cx.receiver === undefined; each = each.parent) {
    if (each.receiver !== undefined) return readName(cx, each.receiver, span);
  }
  return cx.builder.emit({ op: "this", dst: 0, span });
}

/**
 * `Base.__init__(self, ...)`: a method of a class called with the receiver of the method around it. Only
 * for the method being overridden and for the likes of `__init__`, which no plain function is called.
 */
function passesReceiver(
  cx: FunctionContext,
  object: SyntaxNode,
  method: string,
  args: readonly SyntaxNode[],
): boolean {
  const [first] = args;
  if (cx.receiver === undefined || first?.kind !== "identifier" || cx.text(first) !== cx.receiver)
    return false;
  if (object.kind !== "identifier" && object.kind !== "attribute") return false;
  if (cx.text(object) === cx.receiver || cx.text(object).startsWith(`${cx.receiver}.`)) return false;
  return /^__\w+__$/.test(method) || method === cx.builder.header.name;
}

/** `getattr(obj, name)(...)`: the receiver is known, and the method if its name is a constant. */
function lowerGetattrCallee(
  cx: FunctionContext,
  node: SyntaxNode,
): { callee: Temp; self: Temp; method?: string } | undefined {
  const [callee, list] = node.children;
  const args = list?.kind === "argument_list" ? list.children : NO_ARGS;
  const [object, name] = args;
  if (callee?.kind !== "identifier" || cx.text(callee) !== "getattr" || !isBuiltin(cx, "getattr"))
    return undefined;
  if (!object || !name || !isPlain(args) || args.length !== 2) return undefined;
  const self = cx.expression(object);
  const method = constantText(name, cx.mod.source);
  const target = loadAttribute(cx, self, name, cx.span(node));
  return { callee: target, self, ...(method === undefined ? {} : { method }) };
}

function isPlain(args: readonly SyntaxNode[]): boolean {
  return args.every(
    ({ kind }) => kind !== "keyword_argument" && kind !== "list_splat" && kind !== "dictionary_splat",
  );
}

function loadAttribute(cx: FunctionContext, obj: Temp, name: SyntaxNode, span: Span): Temp {
  const text = constantText(name, cx.mod.source);
  if (text !== undefined) return cx.load(obj, text, span);
  return cx.builder.emit({ op: "loadi", dst: 0, obj, key: cx.expression(name), span });
}

const MAX_VARIABLES = 60;

/** The variables of the function around as an object; what is the receiver of a method is left out. */
const lowerLocals: Special = (cx, args, span) => {
  const { home } = cx.scope;
  if (args.length > 0 || home.kind !== "function") return undefined;
  const names = [...home.names.keys()].filter((name) => name !== cx.receiver);
  const entries = names.slice(0, MAX_VARIABLES).map((key) => ({ key, value: readName(cx, key, span) }));
  return cx.builder.emit({ op: "object", dst: 0, entries, span });
};

type Special = (cx: FunctionContext, args: readonly SyntaxNode[], span: Span) => Temp | undefined;

const SPECIAL: ReadonlyMap<string, Special> = new Map<string, Special>([
  ["locals", lowerLocals],
  ["vars", lowerLocals],
  [
    "super",
    (cx, args, span) => {
      for (const each of args) cx.expression(each);
      return cx.builder.emit({ op: "super", dst: 0, span });
    },
  ],
  [
    "getattr",
    (cx, args, span) => {
      if (!isPlain(args) || args.length < 2 || args.length > 3) return undefined;
      const value = loadAttribute(cx, cx.expression(args[0]!), args[1]!, span);
      if (!args[2]) return value;
      return cx.builder.emit({
        op: "logical",
        dst: 0,
        operator: "??",
        left: value,
        right: cx.expression(args[2]),
        span,
      });
    },
  ],
  [
    "setattr",
    (cx, args, span) => {
      if (!isPlain(args) || args.length !== 3) return undefined;
      const obj = cx.expression(args[0]!);
      const key = constantText(args[1], cx.mod.source);
      const index = key === undefined ? cx.expression(args[1]!) : 0;
      const src = cx.expression(args[2]!);
      if (key !== undefined) cx.builder.effect({ op: "store", obj, key, src, span });
      else cx.builder.effect({ op: "storei", obj, key: index, src, span });
      return cx.constant(null, span);
    },
  ],
  [
    "dict",
    (cx, args, span) => {
      const entries: ObjectEntry[] = [];
      if (!args.every(({ kind }) => kind === "keyword_argument" || kind === "dictionary_splat"))
        return undefined;
      for (const each of args) {
        const [first, second] = each.children;
        if (each.kind === "dictionary_splat") entries.push({ spread: true, value: cx.expression(each) });
        else if (first) entries.push({ key: cx.text(first), value: cx.optional(second, span) });
      }
      return cx.builder.emit({ op: "object", dst: 0, entries, span });
    },
  ],
]);
