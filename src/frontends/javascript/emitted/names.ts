/** Names of the functions that compilers and bundlers put beside the code they emit. */
import type * as t from "@babel/types";
import type { Temp } from "../../../ir/types.js";
import type { FunctionContext } from "../context.js";

/** Lowers a call of one helper; undefined when the call has not the form that the tools emit. */
export type HelperTable = Readonly<
  Record<string, (cx: FunctionContext, node: t.CallExpression) => Temp | undefined>
>;

/**
 * The helper that a callee names: `__awaiter`, `tslib_1.__awaiter`, `(0, tslib_1.__awaiter)`, `__toESM2`.
 * Bundlers append digits or `$1` where names collide.
 */
export function helperName(callee: t.Node): string | undefined {
  let node = callee;
  if (node.type === "SequenceExpression") node = node.expressions[node.expressions.length - 1]!;
  let name: string | undefined;
  if (node.type === "Identifier") name = node.name;
  else if (node.type === "MemberExpression" && !node.computed && node.property.type === "Identifier") {
    name = node.property.name;
  }
  return name === undefined || name.charCodeAt(0) !== UNDERSCORE ? undefined : baseName(name);
}

const UNDERSCORE = 95;

/** A name without the digits or `$1` that bundlers append. No tool emits long names; hostile ones stay. */
export function baseName(name: string): string {
  if (name.length > 64) return name;
  return name.replace(/[$\d]+$/, "");
}

/**
 * Helpers that are lowered by name, and what they need: their own definitions say nothing about the
 * program and are left out.
 */
const DEFINED = new Set(
  `__awaiter __generator __createBinding __setModuleDefault __importStar __importDefault __exportStar
  __decorate __param __metadata __rest __assign __spread __spreadArray __spreadArrays __values __read
  __asyncValues __await __makeTemplateObject __setFunctionName __esDecorate __runInitializers __propKey
  __classPrivateFieldGet __classPrivateFieldSet __classPrivateFieldIn __extends
  __defProp __defProps __getOwnPropDesc __getOwnPropDescs __getOwnPropNames __getOwnPropSymbols __getProtoOf
  __hasOwnProp __propIsEnum __defNormalProp __copyProps __name __publicField __privateAdd __privateGet
  __privateSet __privateMethod __spreadValues __spreadProps __objRest __async __decorateClass __decorateParam
  __commonJS __commonJSMin __esm __esmMin __export __exportAll _export __reExport __toESM __toCommonJS __require
  _interopRequireDefault _interopRequireWildcard _interopDefault _interopDefaultLegacy _interopDefaultCompat
  _interopNamespace _interopNamespaceDefault _interopNamespaceCompat _interop_require_default
  _interop_require_wildcard _getRequireWildcardCache _asyncToGenerator _async_to_generator asyncGeneratorStep
  _createClass _classCallCheck _inherits _createSuper _toConsumableArray _slicedToArray _objectSpread _objectWithoutProperties _defineProperty _extends`.split(
    /\s+/,
  ),
);

/** True for a variable or function that holds one of the tools' own helpers. */
export function isHelperDefinition(name: string): boolean {
  return name.charCodeAt(0) === UNDERSCORE && DEFINED.has(baseName(name));
}

/** The argument at `index` when it is there and no spread. */
export function argumentAt(node: t.CallExpression, index: number): t.Expression | undefined {
  const argument = node.arguments[index];
  if (!argument || argument.type === "SpreadElement" || argument.type === "ArgumentPlaceholder")
    return undefined;
  return argument as t.Expression;
}

/** The text of the argument at `index` when it is a string literal. */
export function stringAt(node: t.CallExpression, index: number): string | undefined {
  const argument = argumentAt(node, index);
  return argument?.type === "StringLiteral" ? argument.value : undefined;
}
