/**
 * Where a program looks at what a request says of its caller: headers, and tokens in the query. Found in
 * the code itself, also in code that nothing was seen to call, so that hand-written checks count wherever
 * they stand.
 *
 * A header that is set on an outgoing request is not one that is read; the name of the object decides.
 */
import { codeOf, type FunctionCode } from "../ir/code.js";
import type { FunctionIR, Instr, ModuleIR, Param, Span, Temp } from "../ir/types.js";
import { type Use, usesOf, usesOfVariable } from "../ir/uses.js";

export interface HeaderRead {
  readonly kind: "auth" | "host" | "origin";
  /** Name as written: "authorization". */
  readonly name: string;
  readonly module: ModuleIR;
  readonly fn: FunctionIR;
  /** The instruction, or the parameter that a framework fills. */
  readonly instr: { readonly span: Span };
  /** Where the value goes. */
  readonly uses: readonly Use[];
}

const AUTH =
  /^(proxy-)?authorization$|^x-(.*-)?(token|key|auth|secret|signature(-(sha-?)?\d+)?)$|^(.*[-_])?(api[-_]?key|auth[-_]?token|access[-_]?token|private[-_]token|job-token|jwt-assertion|id-token)$/i;
const QUERY_AUTH = /^(token|api_?key|access_?token|auth|key|secret)$/i;
const READERS = /^(get|header|getHeader|get_header|getlist|get_all|headers?|getRequestHeader)$/;
/** What a program calls a function of its own that looks up a header in what it is given; one more argument is a value. */
const OWN_READER =
  /(?:^|\.)_*(?!set|add|append|put|with|make|build|remove|delete|drop)\w*header(?:s|_?of|_?values?)?$/i;
/** What an object is called that belongs to a request of one's own, not to one that came in. */
const OUTGOING =
  /(^|[._[(\]])(init|config|_config|options|opts|requestInit|response|res|resp|result|error|err|axios|defaults|session|client|fetch\(\)|outgoing|upstream|proxyHeaders|settings|params|args|arguments|payload|data|json|tool|schema)(\(\))?([._[]|$)/i;
const INCOMING =
  /(^|[._[(])(req|request|ctx|context|c|event|headers?|scope|environ|handshake|requestInfo|extra|message|info|raw|rawHeaders|hdrs|h|conn|connection|websocket|ws|incoming|rawRequest|http_request|httpRequest|META|self)([._[(]|$)/i;

/** All reads of such headers in a program's own code. */
export function findHeaderReads(modules: readonly ModuleIR[]): readonly HeaderRead[] {
  const out: HeaderRead[] = [];
  for (const module of modules) {
    for (const fn of module.functions) {
      if (fn.vendored !== undefined) continue;
      for (const param of fn.params) {
        const name = headerOf(module, param);
        const kind = name === undefined ? undefined : kindOf(name);
        if (name !== undefined && kind !== undefined)
          out.push({
            kind,
            name,
            module,
            fn,
            instr: param,
            uses: usesOfVariable(module, fn, param.variable),
          });
      }
      for (const block of fn.blocks) {
        for (const instr of block.instrs) {
          const read = readOf(module, fn, instr);
          if (read === undefined) continue;
          out.push({ ...read, module, fn, instr, uses: usesOf(module, fn, (instr as { dst: Temp }).dst) });
        }
      }
    }
  }
  return out;
}

/** The header that a parameter declares: `authorization: str = Header()`, `Annotated[str, Header()]`. */
function headerOf(module: ModuleIR, param: Param): string | undefined {
  for (const id of [param.defaultThunk, param.annotation]) {
    const fn = id === undefined ? undefined : module.functions[id];
    if (fn === undefined) continue;
    const code = codeOf(module, fn);
    for (const block of fn.blocks) {
      for (const instr of block.instrs) {
        if (instr.op !== "call" || !/(^|\.)(Header|HeaderParam)$/.test(code.text(instr.callee))) continue;
        const alias = instr.args.find((arg) => arg.name === "alias");
        const named = alias === undefined ? undefined : constText(code, alias.value);
        return named ?? param.name.replaceAll("_", "-");
      }
    }
  }
  return undefined;
}

function readOf(
  module: ModuleIR,
  fn: FunctionIR,
  instr: Instr,
): Pick<HeaderRead, "kind" | "name"> | undefined {
  switch (instr.op) {
    case "load": {
      if (instr.key === "hostname" && /(^|\.)(req|request)$/.test(codeOf(module, fn).text(instr.obj)))
        return { kind: "host", name: "host" };
      const kind = kindOf(instr.key);
      if (kind === undefined) return undefined;
      return accept(codeOf(module, fn), instr.obj, instr.key, kind);
    }
    case "loadi": {
      const code = codeOf(module, fn);
      const key = code.definition(instr.key);
      if (key?.op !== "const" || typeof key.value !== "string") return undefined;
      const kind = kindOf(key.value);
      return kind === undefined ? undefined : accept(code, instr.obj, key.value, kind);
    }
    case "call": {
      const [first, second] = instr.args;
      if (first === undefined) return undefined;
      const code = codeOf(module, fn);
      if (instr.self !== undefined) {
        if (instr.method === undefined || !READERS.test(instr.method)) return undefined;
        const name = constText(code, first.value);
        const kind = name === undefined ? undefined : kindOf(name);
        return name === undefined || kind === undefined
          ? undefined
          : accept(
              code,
              instr.self,
              name,
              kind,
              /^(header|getHeader|get_header)$/.test(instr.method) ||
                /(^|\.)(req|request)$/.test(code.text(instr.self)),
            );
      }
      // getHeader(event, "authorization"), header_of(scope, "authorization")
      const callee = code.text(instr.callee);
      const framework = /(^|\.)get(Request)?Header$/.test(callee);
      const positional = instr.args.filter((arg) => arg.name === undefined).length;
      if (second === undefined || !(framework || (positional === 2 && OWN_READER.test(callee))))
        return undefined;
      const name = constText(code, second.value);
      const kind = name === undefined ? undefined : kindOf(name);
      if (name === undefined || kind === undefined) return undefined;
      return framework ? { kind, name } : accept(code, first.value, name, kind, true);
    }
    default:
      return undefined;
  }
}

function constText(code: FunctionCode, temp: Temp): string | undefined {
  const v = code.constant(temp);
  return typeof v === "string" ? v : undefined;
}

function kindOf(key: string): HeaderRead["kind"] | undefined {
  if (AUTH.test(key) || QUERY_AUTH.test(key)) return "auth";
  const lower = key.toLowerCase();
  if (lower === "host" || lower === "x-forwarded-host" || lower === ":authority") return "host";
  if (lower === "origin" || lower === "referer") return "origin";
  return undefined;
}

function accept(
  code: FunctionCode,
  obj: Temp,
  name: string,
  kind: HeaderRead["kind"],
  isReader = false,
): Pick<HeaderRead, "kind" | "name"> | undefined {
  const text = code.text(obj);
  const holder =
    /(^|[._])(headers?|META|hdrs|rawHeaders)(\(\)|\[\])?$/i.test(text) || /headers?(\(\))?$/i.test(text);
  const query = /(query|query_params|searchParams|queryStringParameters|args)(\(\))?$/i.test(text);
  if (OUTGOING.test(text)) return undefined;
  if (QUERY_AUTH.test(name) && !AUTH.test(name))
    return query && !/(^|[._])args$/.test(text) ? { kind, name } : undefined;
  if (holder || isReader || /^(authorization|x-)/i.test(name))
    return holder || query || INCOMING.test(text) ? { kind, name } : undefined;
  return undefined;
}
