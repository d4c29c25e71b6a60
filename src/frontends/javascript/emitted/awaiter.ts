/**
 * Async functions as older targets emit them: a function that returns `__awaiter(this, …, function* () {…})`.
 *
 *   function f(a) { return __awaiter(this, void 0, void 0, function* () { yield g(a); }); }
 *
 * is read as `async function f(a) { await g(a); }`. When the emitted code passes `arguments` on, or all of its
 * parameters (`(_a) => __awaiter(void 0, [_a], void 0, function* ({ p }) {…})`, for parameters that are taken
 * apart), the inner function's parameters are the real ones.
 */
import type * as t from "@babel/types";
import { helperName } from "./names.js";

export interface AsyncBody {
  /** Statements of the outer function before the return. */
  readonly before: readonly t.Statement[];
  readonly body: readonly t.Statement[];
  /** The parameters to use in place of the outer function's own. */
  readonly params?: t.Function["params"];
}

/** The body of a down-levelled async function, or undefined when `node` is not one. */
export function asyncBody(node: t.Function): AsyncBody | undefined {
  const statements = node.body.type === "BlockStatement" ? node.body.body : undefined;
  const last = statements ? statements[statements.length - 1] : undefined;
  const value = last?.type === "ReturnStatement" ? last.argument : statements ? undefined : node.body;
  if (value?.type !== "CallExpression") return undefined;
  const body = awaiterFunction(value);
  if (!body) return undefined;
  const before = statements ? statements.slice(0, -1) : [];
  const given = value.arguments[1];
  const forwards =
    (given?.type === "Identifier" && given.name === "arguments") ||
    (given?.type === "ArrayExpression" && passesOn(given, node.params));
  return {
    before,
    body: [...before, ...body.body.body],
    ...(forwards && body.params.length > 0 ? { params: body.params } : {}),
  };
}

/** Does the list hold the parameters, all of them and in their order? */
function passesOn({ elements }: t.ArrayExpression, params: t.Function["params"]): boolean {
  return (
    elements.length === params.length &&
    elements.every((element, i) => {
      const param = params[i];
      const rest = element?.type === "SpreadElement";
      const [given, taken] = rest
        ? [element.argument, param?.type === "RestElement" ? param.argument : undefined]
        : [element, param];
      return given?.type === "Identifier" && taken?.type === "Identifier" && given.name === taken.name;
    })
  );
}

/** The generator function that an `__awaiter` call (esbuild: `__async`) runs. */
export function awaiterFunction(call: t.CallExpression): t.FunctionExpression | undefined {
  const name = helperName(call.callee);
  if (name !== "__awaiter" && name !== "__async") return undefined;
  const fn = call.arguments[name === "__awaiter" ? 3 : 2];
  return fn?.type === "FunctionExpression" ? fn : undefined;
}
