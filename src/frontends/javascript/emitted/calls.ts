/**
 * Calls of functions that compilers and bundlers emit, lowered to what they stand for.
 *
 *   __importDefault(require("x"))      the module itself
 *   __exportStar(require("x"), exports)  reexport
 *   __spreadArray([], xs, true)        [...xs]
 *
 * They are known by name: the names begin with underscores and are reserved by their tools.
 */
import type * as t from "@babel/types";
import type { Temp } from "../../../ir/types.js";
import type { FunctionContext } from "../context.js";
import { lowerExpression } from "../dispatch.js";
import { isFree, memberKey } from "../names.js";
import { asyncHelpers } from "./async.js";
import { bundleHelpers } from "./bundles.js";
import { decoratorHelpers } from "./decorators.js";
import { defineProperty, exportHelpers } from "./exports.js";
import { fieldHelpers } from "./fields.js";
import { machineCall } from "./generator.js";
import { iteratorHelpers } from "./iterators.js";
import { type HelperTable, helperName } from "./names.js";
import { spreadHelpers } from "./spread.js";
import { webpackCall } from "./webpack.js";

/** Helpers whose result is, for the flow of values, their first argument. */
const TRANSPARENT = [
  "__importDefault",
  "__importStar",
  "__toESM",
  "__toCommonJS",
  "__name",
  "__read",
  "__makeTemplateObject",
  "__template",
  "__await",
  "__setFunctionName",
  "__esDecorateClass",
  "_interopRequireDefault",
  "_interopRequireWildcard",
  "_interopDefault",
  "_interopDefaultLegacy",
  "_interopDefaultCompat",
  "_interopNamespace",
  "_interopNamespaceDefault",
  "_interopNamespaceCompat",
  "_interop_require_default",
  "_interop_require_wildcard",
  "_slicedToArray",
  "_sliced_to_array",
  "_assertThisInitialized",
  "_possibleConstructorReturn",
] as const;

const HELPERS = new Map<string, HelperTable[string]>(
  Object.entries({
    ...asyncHelpers,
    ...bundleHelpers,
    ...decoratorHelpers,
    ...exportHelpers,
    ...fieldHelpers,
    ...iteratorHelpers,
    ...spreadHelpers,
  }),
);
for (const name of TRANSPARENT) HELPERS.set(name, firstArgument);

function firstArgument(cx: FunctionContext, node: t.CallExpression): Temp | undefined {
  const value = node.arguments[0];
  return value && value.type !== "SpreadElement" ? lowerExpression(cx, value) : undefined;
}

/** The value of a call of an emitted helper, or undefined when `node` is an ordinary call. */
export function emittedCall(cx: FunctionContext, node: t.CallExpression): Temp | undefined {
  const { callee } = node;
  const resumed = cx.machine && machineCall(cx, cx.machine, node);
  if (resumed !== undefined) return resumed;
  if (callee.type === "MemberExpression" && callee.object.type === "Identifier") {
    if (callee.object.name === "Object") {
      if (memberKey(callee) !== "defineProperty" || !isFree(cx, "Object")) return undefined;
      return defineProperty(cx, node);
    }
  }
  const webpack = webpackCall(cx, node);
  if (webpack !== undefined) return webpack;
  const name = helperName(callee);
  return name === undefined ? undefined : HELPERS.get(name)?.(cx, node);
}
