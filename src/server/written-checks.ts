/** What is written down of checks, read from the code itself: no values, only names and forms. */
import { codeOf } from "../ir/code.js";
import type { FunctionIR, ModuleIR, Param, Span } from "../ir/types.js";
import type { Site } from "../taint/site.js";
import type { HeaderRead } from "./headers.js";

const LIMIT_NAME = /rate_?limit|ratelimit|throttl|limiter|too_?many_?requests/i;
const WELL_KNOWN =
  /\/\.well-known\/oauth-(protected-resource|authorization-server)|^WWW-Authenticate$|resource_metadata=/i;
const PROVIDER = /(Token|Auth|OAuth|JWT)\w*(Verifier|Provider|Backend|Middleware|Guard)$/;

export interface SpokenOf {
  readonly auth: Site | undefined;
  readonly limit: Site | undefined;
}

/** Names and constant texts that speak of authentication or limits. */
export function spokenOf(
  modules: readonly ModuleIR[],
  siteOf: (module: ModuleIR, span: Span) => Site,
): SpokenOf {
  let auth: Site | undefined;
  let limit: Site | undefined;
  for (const module of modules) {
    for (const cls of module.classes) {
      if (cls.vendored !== undefined) continue;
      if ([...cls.superTypes, ...cls.implementsTypes].some((t) => PROVIDER.test(t.name)))
        auth ??= siteOf(module, cls.span);
      if (LIMIT_NAME.test(cls.name)) limit ??= siteOf(module, cls.span);
    }
    for (const fn of module.functions) {
      if (fn.vendored !== undefined) continue;
      if (LIMIT_NAME.test(fn.name)) limit ??= siteOf(module, fn.span);
      for (const block of fn.blocks) {
        for (const instr of block.instrs) {
          if (
            instr.op === "const" &&
            typeof instr.value === "string" &&
            auth === undefined &&
            WELL_KNOWN.test(instr.value)
          )
            auth = siteOf(module, instr.span);
        }
      }
    }
  }
  return { auth, limit };
}

/** Is authentication given to some server object after it was made: `server._token_verifier = ...`? */
export function setsAuthLater(modules: readonly ModuleIR[]): boolean {
  return modules.some((module) =>
    module.functions.some(
      (fn) =>
        fn.vendored === undefined &&
        fn.blocks.some((block) =>
          block.instrs.some(
            (instr) =>
              instr.op === "store" &&
              /^_?(auth|token_verifier|auth_server_provider|auth_provider|authenticate)$/.test(instr.key) &&
              /mcp|server|settings/i.test(codeOf(module, fn).text(instr.obj)),
          ),
        ),
    ),
  );
}

/** Does the use test the header against something, rather than build a URL from it? */
export function isCheck(read: HeaderRead, use: HeaderRead["uses"][number]): boolean {
  const { instr } = use;
  if (use.how === "compared") return true;
  if (instr?.op !== "call") return false;
  const callee = codeOf(read.module, use.fn).text(instr.callee);
  if (use.how === "receiver")
    return /\.(includes|startsWith|endsWith|startswith|endswith|match|has|test)$/.test(callee);
  return (
    use.how === "argument" &&
    (/\.(has|includes|test|indexOf|some|find|match|fullmatch|search|exec)$/.test(callee) ||
      /host|origin|allow|valid|check|verif|trust|reject|protect|rebind|local/i.test(callee))
  );
}

/** What the parameters of a function depend on: `user: Annotated[User, Depends(current_user)]`. */
export function* dependenciesOf(
  module: ModuleIR,
  fn: FunctionIR,
): Generator<{ readonly span: Span; readonly asked: string; readonly param: Param }> {
  for (const param of fn.params) {
    for (const id of [param.defaultThunk, param.annotation]) {
      const thunk = id === undefined ? undefined : module.functions[id];
      if (thunk === undefined) continue;
      const code = codeOf(module, thunk);
      for (const block of thunk.blocks) {
        for (const instr of block.instrs) {
          if (instr.op !== "call" || !/(^|\.)(Depends|Security)$/.test(code.text(instr.callee))) continue;
          const [first] = instr.args;
          yield { span: instr.span, asked: first === undefined ? "" : code.text(first.value), param };
        }
      }
    }
  }
}
