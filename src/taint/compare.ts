/** Comparisons and operators: what their truth establishes. */
import { arithmetic, bits, isAmount, noteRepetition } from "./arithmetic.js";
import { NO_PRED } from "./conditions.js";
import { dictUnion } from "./dict-union.js";
import { equality, memberConsts, membership } from "./equality.js";
import type { Frame, Machine } from "./machine.js";
import { areNames, nameAsked } from "./narrowing.js";
import { ofClass, ordered } from "./order.js";
import { pathDivision } from "./path-division.js";
import type { Site } from "./site.js";
import { interpolated } from "./templates.js";
import {
  type Asked,
  BOOL,
  BOTTOM,
  constant,
  join,
  onlyConst,
  UNKNOWN,
  type Value,
  withPred,
} from "./values.js";

const EQUAL = new Set(["===", "==", "is"]);

const UNEQUAL = new Set(["!==", "!=", "is not"]);

export function compare(
  m: Machine,
  f: Frame,
  operator: string,
  left: Value,
  right: Value,
  site: Site,
): Value {
  if (EQUAL.has(operator)) return asking(equality(left, right, site), nameAsked(left, right, false));
  if (UNEQUAL.has(operator)) {
    const v = equality(left, right, site);
    const pred = v.pred ?? NO_PRED;
    const flipped = onlyConst(v);
    const differs = withPred(flipped === undefined ? BOOL : constant(!flipped.value), {
      whenTrue: pred.whenFalse,
      whenFalse: pred.whenTrue,
    });
    return asking(differs, nameAsked(left, right, true));
  }
  switch (operator) {
    case "in":
    case "not in": {
      const v = membership(m, f, left, right, site);
      const names = areNames(left) && right.refs.length > 0 ? memberConsts(m, right, site) : BOTTOM;
      if (operator === "in") return asking(v, nameAsked(left, names, false));
      const pred = v.pred ?? NO_PRED;
      const none = withPred(BOOL, { whenTrue: pred.whenFalse, whenFalse: pred.whenTrue });
      return asking(none, nameAsked(left, names, true));
    }
    case "instanceof":
      return ofClass(left, right);
    case "<":
    case "<=":
    case ">":
    case ">=":
      return ordered(operator, left, right, site, f.module.language === "python");
    case "/":
      return f.module.language === "python" && !isAmount(left) && !isAmount(right)
        ? pathDivision(m, left, right, site)
        : arithmetic(m, f, operator, left, right, site);
    case "|":
      return f.module.language === "python"
        ? (dictUnion(m, f, left, right, site) ?? join(left, right))
        : bits(m, f, operator, left, right, site);
    case "&":
    case "^":
    case "<<":
    case ">>":
    case ">>>":
      return f.module.language === "python" ? UNKNOWN : bits(m, f, operator, left, right, site);
    case "%": {
      const text = f.module.language === "python" ? interpolated(m, f, left, right, site) : undefined;
      if (text !== undefined) return text;
      return left.consts.some((c) => typeof c === "string") || left.taints.length > 0
        ? join(UNKNOWN, { ...UNKNOWN, taints: [...left.taints, ...right.taints] })
        : UNKNOWN;
    }
    case "*":
      if (f.module.language === "python") noteRepetition(m, f, left, right, site);
      return left.refs.some((r) => r.kind === "array") ? left : arithmetic(m, f, operator, left, right, site);
    case "**":
    case "-":
    case "//":
      return left.refs.some((r) => r.kind === "array") ? left : arithmetic(m, f, operator, left, right, site);
    default:
      return UNKNOWN;
  }
}

const asking = (answer: Value, asked: Asked | undefined): Value =>
  asked === undefined || answer.consts.length === 1 ? answer : { ...answer, asked };
