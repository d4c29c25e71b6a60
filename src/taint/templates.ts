/**
 * Templates that were made elsewhere: `QUERY.format(table=name)`, `LINE % (user, host)`. Where the template is known by
 * then, its holes are filled with the values in place, so that each of them keeps what stands around it.
 */
import { bracePieces, type Hole, isHole, type Piece, percentPieces } from "../ir/templates.js";
import { asText } from "./as-text.js";
import { argsOf } from "./call.js";
import { callExternal } from "./external.js";
import type { CallArgs, Frame, Machine } from "./machine.js";
import { load } from "./properties.js";
import type { Site } from "./site.js";
import { concat } from "./text.js";
import { BOTTOM, constant, isBottom, join, plain, UNKNOWN, type Value } from "./values.js";

const MAX_TEMPLATES = 6;

type Filling = (hole: Hole) => Value;

/** What `format` and `format_map` give of a text that is known; undefined where nothing of it is. */
export function formatted(
  m: Machine,
  f: Frame,
  template: Value,
  method: string,
  args: CallArgs,
  site: Site,
): Value | undefined {
  const of = (v: Value | undefined): Value => v ?? UNKNOWN;
  const fill: Filling =
    method === "format_map"
      ? ({ argument }) => load(m, f, of(args.positional[0]), String(argument), site)
      : ({ argument }) =>
          typeof argument === "number"
            ? of(args.positional[argument] ?? args.rest)
            : of(args.names.get(argument) ?? args.kwRest);
  return filledIn(m, f, template, bracePieces, () => fill, site);
}

/** What `template % values` gives of a text that is known. */
export function interpolated(
  m: Machine,
  f: Frame,
  template: Value,
  values: Value,
  site: Site,
): Value | undefined {
  return filledIn(
    m,
    f,
    template,
    percentPieces,
    (pieces) => percentFilling(m, f, pieces, values, site),
    site,
  );
}

/** A tuple fills as many holes as it has elements; anything else fills the only one, or is asked by name. */
function percentFilling(
  m: Machine,
  f: Frame,
  pieces: readonly Piece[],
  values: Value,
  site: Site,
): Filling | undefined {
  const holes = pieces.filter(isHole);
  const [only] = values.refs;
  const tuple =
    only?.kind === "array" && values.refs.length === 1 && values.taints.length === 0 ? only : undefined;
  if (holes.some(({ argument }) => typeof argument === "string"))
    return ({ argument }) => load(m, f, values, String(argument), site);
  if (tuple !== undefined && isBottom(m.heap.read(tuple, "*")) && tuple.length === holes.length)
    return ({ argument }) => m.heap.read(tuple, String(argument));
  return tuple === undefined && holes.length === 1 ? () => values : undefined;
}

function filledIn(
  m: Machine,
  f: Frame,
  template: Value,
  piecesOf: (text: string) => readonly Piece[] | undefined,
  fillingOf: (pieces: readonly Piece[]) => Filling | undefined,
  site: Site,
): Value | undefined {
  const texts = template.consts.filter((c) => typeof c === "string");
  if (texts.length === 0 || texts.length > MAX_TEMPLATES || template.refs.length > 0) return undefined;
  let out: Value =
    template.unknown || template.taints.length > 0 ? { ...plain(template), consts: [] } : BOTTOM;
  for (const text of texts) {
    const pieces = piecesOf(text);
    const fill = pieces === undefined ? undefined : fillingOf(pieces);
    if (pieces === undefined || fill === undefined) return undefined;
    const parts = pieces.map((piece) => (isHole(piece) ? filling(m, f, piece, fill, site) : constant(piece)));
    out = join(out, concat(m, parts, site));
  }
  return out;
}

function filling(m: Machine, f: Frame, hole: Hole, fill: Filling, site: Site): Value {
  let value = plain(fill(hole));
  for (const step of hole.steps) value = load(m, f, value, String(step), site);
  for (const name of hole.through) {
    value = callExternal(m, f, m.ext(`builtins.${name}`), undefined, argsOf([value]), site, {}) ?? UNKNOWN;
  }
  return asText(m, f, value, site);
}
