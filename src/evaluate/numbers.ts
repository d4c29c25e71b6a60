/** Arithmetic of both languages. */
import { lost, raise, type Val } from "./values.js";

export const isNothing = (v: Val): boolean => v === null || v === undefined;

/** The number that an operator takes a value for. */
export function numberOf(v: Val): number {
  if (typeof v === "number") return v;
  if (typeof v === "boolean" || typeof v === "string" || v === null || v === undefined) return Number(v);
  return lost();
}

export function numbers(operator: string, a: Val, b: Val): Val {
  if (typeof a === "bigint" || typeof b === "bigint") return lost();
  const x = numberOf(a);
  const y = numberOf(b);
  switch (operator) {
    case "-":
      return x - y;
    case "*":
      return x * y;
    case "/":
      return x / y;
    case "%":
      return x % y;
    case "**":
      return x ** y;
    case "&":
      return x & y;
    case "|":
      return x | y;
    case "^":
      return x ^ y;
    case "<<":
      return x << y;
    case ">>":
      return x >> y;
    case ">>>":
      return x >>> y;
    default:
      return lost();
  }
}

const MAX_BITS = 256n;

/** Whole numbers of Python have no end; those that fit are numbers here. */
export function pythonNumbers(operator: string, a: Val, b: Val): Val {
  if (operator === "|" && Array.isArray(a) && Array.isArray(b)) return [...a, ...b];
  if (operator === "/" && typeof a === "number" && typeof b === "number") return a / b;
  const [x, y] = [wholeOf(a), wholeOf(b)];
  const fits = (n: bigint): Val => {
    if (n >> MAX_BITS !== 0n && n >> MAX_BITS !== -1n) return lost();
    return n >= Number.MIN_SAFE_INTEGER && n <= Number.MAX_SAFE_INTEGER ? Number(n) : n;
  };
  switch (operator) {
    case "+":
      return fits(x + y);
    case "-":
      return fits(x - y);
    case "*":
      return fits(x * y);
    case "//":
    case "%": {
      if (y === 0n) return raise("ZeroDivisionError");
      const left = ((x % y) + y) % y;
      return fits(operator === "%" ? left : (x - left) / y);
    }
    case "**":
      return y < 0n || y > MAX_BITS ? lost() : fits(x ** y);
    case "&":
      return fits(x & y);
    case "|":
      return fits(x | y);
    case "^":
      return fits(x ^ y);
    case "<<":
      return y < 0n || y > MAX_BITS ? lost() : fits(x << y);
    case ">>":
      return y < 0n ? lost() : fits(x >> y);
    default:
      return lost();
  }
}

function wholeOf(v: Val): bigint {
  if (typeof v === "bigint") return v;
  if (typeof v === "boolean") return BigInt(v);
  if (typeof v === "number" && Number.isInteger(v)) return BigInt(v);
  return isNothing(v) || typeof v === "string" ? raise("TypeError") : lost();
}
