/**
 * Code of which each node is one of a list that calls nothing and reads no attribute: it computes, and does nothing.
 *
 *   for node in ast.walk(ast.parse(text, mode="eval")):
 *       if not isinstance(node, (ast.Expression, ast.BinOp, ast.Constant, ast.operator)): raise ValueError(...)
 */
import type { Check } from "../taint/checks.js";
import type { Fact } from "../taint/facts.js";
import type { Step } from "../taint/flows.js";
import type { Graded, Hole } from "./types.js";

/** Kinds of nodes that compute with values that stand there, the abstract ones that only such are of included. */
const COMPUTING: ReadonlySet<string> = new Set(
  (
    "Module Expression Expr Constant Num Str Bytes NameConstant Name Load BinOp UnaryOp BoolOp Compare IfExp " +
    "List Tuple Set Dict Subscript Slice Index operator unaryop boolop cmpop expr_context " +
    "Add Sub Mult Div FloorDiv Mod Pow MatMult LShift RShift BitOr BitXor BitAnd UAdd USub Not Invert And Or " +
    "Eq NotEq Lt LtE Gt GtE Is IsNot In NotIn"
  ).split(" "),
);

/** What a list of kinds lets through besides, or nothing; undefined where it is no such list. */
function passes({ test, negated, each, maybe, against }: Fact): readonly string[] | undefined {
  if (test !== "is-instance" || negated || each !== true || maybe === true || against === undefined)
    return undefined;
  if (against.refs.length === 0 || against.unknown || against.taints.length > 0) return undefined;
  const names = against.refs.map((r) =>
    r.kind === "ext" && r.path.startsWith("ast.") ? r.path.slice(4) : "?",
  );
  return names.includes("?") ? undefined : names.filter((name) => !COMPUTING.has(name));
}

/** Is it said of every node of the tree that the code is parsed to? */
const ofNodes = ({ via }: Check): boolean =>
  via.some((op) => op.op === "flow" && op.flow === "split" && /\bwalk\b/.test(op.label)) &&
  via.every((op) => op.op === "flow");

/** Steps that leave the code as it was when its nodes were looked at, as a text or as a tree. */
const KEEPS: ReadonlySet<string> = new Set(["identity", "trim", "text"]);
const isKept = ({ op }: Step): boolean =>
  op.op === "flow" &&
  (KEEPS.has(op.flow) || (op.flow === "string" && /\b(?:parse|compile|unparse)\b/.test(op.label)));

/** Does a check hold the code to computing? Otherwise the hole of one that nearly does. */
export function heldToComputing(g: Graded): "held" | Hole | undefined {
  let hole: Hole | undefined;
  for (const c of g.checks) {
    if (c.options !== undefined || !ofNodes(c) || !g.flow.steps.slice(c.at).every(isKept)) continue;
    const besides = passes(c.fact);
    if (besides === undefined) continue;
    if (besides.length === 0) return "held";
    const named = besides.map((name) => `\`${name}\``).join(", ");
    hole ??= {
      check: c.fact,
      text: `\`${c.fact.label}\` lets nodes pass that do more than compute: ${named}`,
    };
  }
  return hole;
}
