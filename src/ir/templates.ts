/**
 * Python's two languages of templates, taken apart: `"{}/{name!r}".format(...)` and `"%s/%(name)d" % ...`. What fills the
 * holes is the business of those who ask: the front end where a template stands at the call, the engine where it was
 * made elsewhere.
 */

/** A place in a template that a value fills. */
export interface Hole {
  /** The name or the position of the argument. */
  readonly argument: string | number;
  /** What is read of it: attributes and keys, positions as numbers. */
  readonly steps: readonly (string | number)[];
  /** The builtin that the value goes through first. */
  readonly through: readonly ("repr" | "ascii" | "int" | "float")[];
}

export type Piece = string | Hole;

const FORMAT_SPEC = /^(?:.?[<>=^])?[-+ ]?z?#?0?\d*[,_]?(?:\.\d+)?([bcdoxX]|[eEfFgGn%])$/u;

/** The builtin that a format specification makes of its value, where it only takes numbers. */
export function numericFormat(spec: string): "int" | "float" | undefined {
  const letter = FORMAT_SPEC.exec(spec)?.[1];
  return letter === undefined ? undefined : ofLetter(letter);
}

const ofLetter = (letter: string): "int" | "float" => (/[bcdiouxX]/.test(letter) ? "int" : "float");

/** `{}`, `{0.name}`, `{key[index]!r:>10}`, and doubled braces. */
const BRACES =
  /\{\{|\}\}|\{([\p{L}\p{N}_]*)((?:\.[\p{L}\p{N}_]+|\[[^\]{}]*\])*)(?:!([rsa]))?(?::([^{}]*))?\}/gu;

/** The pieces of what `format` is called on; undefined where it is no such template. */
export function bracePieces(template: string): readonly Piece[] | undefined {
  if (/[{}]/.test(template.replace(BRACES, ""))) return undefined;
  let automatic = 0;
  return pieces(template, BRACES, (match) => {
    if (match[1] === undefined) return match[0][0] ?? "";
    const name = match[1] === "" ? String(automatic++) : match[1];
    const steps = [...(match[2] ?? "").matchAll(/\.([\p{L}\p{N}_]+)|\[([^\]]*)\]/gu)].map(
      ([, attribute, key = ""]) => attribute ?? (/^\d+$/.test(key) ? Number(key) : key),
    );
    const numeric = match[4] === undefined ? undefined : numericFormat(match[4]);
    return {
      argument: /^\d+$/.test(name) ? Number(name) : name,
      steps,
      through: [
        ...(match[3] === "r" ? (["repr"] as const) : match[3] === "a" ? (["ascii"] as const) : []),
        ...(numeric === undefined ? [] : [numeric]),
      ],
    };
  });
}

const PERCENT =
  /%(?:\(([^)]{0,100})\))?[#0\- +]*(\*|\d{1,6})?(?:\.(\*|\d{1,6}))?[hlL]?([diouxXeEfFgGcrsa%])/g;

/** The pieces of what stands in front of `%`; undefined where widths are values, or names and places are mixed. */
export function percentPieces(template: string): readonly Piece[] | undefined {
  const specifiers = [...template.matchAll(PERCENT)].filter((match) => match[4] !== "%");
  if (specifiers.some((match) => match[2] === "*" || match[3] === "*")) return undefined;
  const named = specifiers.filter((match) => match[1] !== undefined).length;
  if (named > 0 && named < specifiers.length) return undefined;
  let next = 0;
  return pieces(template, PERCENT, (match) => {
    const letter = match[4] ?? "";
    if (letter === "%") return "%";
    const through =
      letter === "r"
        ? (["repr"] as const)
        : letter === "a"
          ? (["ascii"] as const)
          : /[sc]/.test(letter)
            ? []
            : [ofLetter(letter)];
    return { argument: match[1] ?? next++, steps: [], through };
  });
}

/** What stands between the matches, and what each of them is; neighbouring texts are one. */
function pieces(template: string, by: RegExp, of: (match: RegExpExecArray) => Piece): readonly Piece[] {
  const out: Piece[] = [];
  let literal = "";
  let at = 0;
  for (const match of template.matchAll(by)) {
    literal += template.slice(at, match.index);
    at = match.index + match[0].length;
    const piece = of(match);
    if (typeof piece === "string") literal += piece;
    else {
      if (literal !== "") out.push(literal);
      literal = "";
      out.push(piece);
    }
  }
  literal += template.slice(at);
  if (literal !== "") out.push(literal);
  return out;
}

export const isHole = (piece: Piece): piece is Hole => typeof piece !== "string";
