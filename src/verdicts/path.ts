/**
 * File paths: what keeps a path inside a directory, and what only seems to.
 *
 * Enough: a single segment, a member of a fixed list, or the fully resolved value compared with the base by
 * whole segments. Known holes: a prefix without separator, a prefix test of the unresolved value, `..`
 * tested while an absolute path replaces the base.
 */

import type { Check } from "../taint/checks.js";
import { HOLE, type Op } from "../taint/lineage.js";
import { alphabetExcludes, regexOf } from "./alphabet.js";
import { denyList, isExact } from "./deny-list.js";
import { direct, isMember, memberOfSet, TIDYING, unchangedAfter } from "./evidence.js";
import { refusesAbsolute, refusesDots, viaRelative } from "./path-dots.js";
import { keptBelow } from "./path-steps.js";
import { patternInfo } from "./pattern.js";
import { CLEAR, type Graded, type Hole, type Verdict } from "./types.js";

const RESOLVING = new Set(["path-resolve", "path-normalize", "realpath"]);

export function gradePath(g: Graded): Verdict {
  const { steps } = g.flow;
  const shape = baseOf(g);
  const verdict = (status: Verdict["status"], holes: readonly Hole[] = []): Verdict => ({
    status,
    extent: "whole",
    based: shape.based,
    holes,
  });
  if (
    steps.some(
      (s, i) =>
        s.op.op === "flow" &&
        (s.op.flow === "path-basename" || s.op.flow === "url-encode") &&
        unchangedAfter(g, i + 1),
    )
  )
    return CLEAR;
  if (memberOfSet(g) || alphabetExcludes(g, ["/", "\\"])) return CLEAR;
  const kept = keptBelow(g);
  if (kept === true) return CLEAR;
  // Behind a base, whichever it is, or the begin of a name, one segment stays there; only Windows has a second separator.
  if ((g.before !== "" || shape.behind) && alphabetExcludes(g, ["/"])) return CLEAR;
  if (shape.based && g.checks.some((c) => staysBelow(g, c) || isName(g, c))) return CLEAR;
  const holes: Hole[] = [];
  for (const c of g.checks) {
    const r = containment(g, c);
    if (r === "holds") {
      if (!linksFollowedAfter(g, c)) return CLEAR;
      if (!g.checks.some((o) => o !== c && containment(g, o) === "holds" && !linksFollowedAfter(g, o))) {
        holes.push({
          check: c.fact,
          text: "the check looks at the path before links are followed; a link inside the base leads out of it",
        });
        continue;
      }
      return CLEAR;
    }
    if (r !== undefined && !holes.some((h) => h.text === r.text)) holes.push(r);
  }
  const dots = g.checks.some((c) => refusesDots(c));
  const absolute = g.checks.some((c) => refusesAbsolute(c));
  if (dots && (shape.keepsBase || absolute)) return CLEAR;
  if (dots && shape.based)
    holes.push({ text: "`..` is refused, but an absolute path replaces the base", ...first(g, refusesDots) });
  else if (dots)
    holes.push({ text: "`..` is refused, but nothing holds an absolute path", ...first(g, refusesDots) });
  if (kept === "alone")
    holes.push({ text: "`../` is cut off the begin of the path, but `..` by itself passes" });
  if (holes.length > 0) return verdict("weak", holes);
  const list = shape.based ? undefined : denyList(g);
  if (list === undefined) return verdict("open");
  const { fact } = list;
  if (isExact(list))
    return verdict("weak", [
      { check: fact, text: `\`${fact.label}\` refuses these very places; what lies below them passes` },
    ]);
  const hole = { check: fact, text: `\`${fact.label}\` refuses some places and lets every other path pass` };
  return { ...verdict("weak", [hole]), denied: true };
}

/** Is the checked value only afterwards replaced by what its links lead to? */
function linksFollowedAfter(g: Graded, c: Check): boolean {
  const follows = (op: Op): boolean => op.op === "flow" && op.flow === "realpath";
  const before = [...g.flow.steps.slice(0, c.at).map((s) => s.op), ...c.via];
  // What has no links any more has none the second time.
  return !before.some(follows) && g.flow.steps.slice(c.at).some((s) => follows(s.op));
}

function first(g: Graded, test: (c: Check) => boolean): { check?: Check["fact"] } {
  const c = g.checks.find(test);
  return c === undefined ? {} : { check: c.fact };
}

/** Is there a base in front, and does joining keep it even for an absolute value? */
function baseOf(g: Graded): { based: boolean; behind: boolean; keepsBase: boolean } {
  let based = false;
  let behind = false;
  let keepsBase = false;
  for (const s of g.flow.steps) {
    if (
      s.op.op === "flow" &&
      (s.op.flow === "path-join" || s.op.flow === "path-resolve") &&
      (s.op.base === "fixed" || s.op.base === "unknown")
    ) {
      behind = true;
      if (s.op.base === "unknown") continue;
      based = true;
      // path.join concatenates; resolve, Python's join and `/` let an absolute part win.
      keepsBase ||=
        s.op.flow === "path-join" && s.op.label === "join" && s.site?.module.language === "javascript";
    }
    if (s.op.op === "concat" && (/[\\/]$/.test(s.op.before) || s.op.before.endsWith(HOLE))) {
      based = true;
      keepsBase ||= s.op.before !== "";
    }
  }
  return { based, behind: behind || based, keepsBase };
}

type Grade = "holds" | Hole | undefined;

function containment(g: Graded, c: Check): Grade {
  if (c.options !== undefined) {
    let worst: Grade = "holds";
    for (const option of c.options) {
      let best: Grade;
      for (const x of option) {
        const r = isMember(x) || equalsBase(x) ? "holds" : containment(g, x);
        if (r === "holds") best = "holds";
        else if (best === undefined) best = r;
      }
      if (best === undefined) return undefined;
      if (best !== "holds") worst = best;
    }
    return worst;
  }
  const { fact } = c;
  // Where the last segment alone would lie says nothing of the path.
  if (c.via.some((op) => op.op === "flow" && op.flow === "path-basename")) return undefined;
  if (viaRelative(c) || isRelativeToBase(g, c)) {
    if (fact.test === "prefix" && fact.negated && (fact.text ?? []).some((t) => t.startsWith("..")))
      return "holds";
    if (fact.test === "contains" && fact.negated && (fact.text ?? []).includes("..")) return "holds";
    if (fact.test === "matches" && fact.negated && fact.regex?.source.startsWith("^\\.\\.")) return "holds";
    // `relative(base, dirname(path)) === ""`: an entry of the base, or the base itself.
    if (fact.test === "equals" && !fact.negated && fact.text?.length === 1 && fact.text[0] === "")
      return "holds";
    // `relative(base, path).split(sep)[0] !== ".."`
    if (fact.test === "equals" && fact.negated && (fact.text ?? []).includes("..") && isFirstPart(c))
      return "holds";
    return undefined;
  }
  if (isCommonPrefix(c)) {
    const graded = prefixGrade(g, c);
    return graded === undefined || graded === "holds"
      ? graded
      : {
          ...graded,
          text: "the common prefix is one of characters: a sibling such as `<base>-other` passes",
        };
  }
  if (isWithin(c)) {
    return resolvedBefore(g, c)
      ? "holds"
      : { check: fact, text: `\`${fact.label}\` compares the path before \`..\` is removed` };
  }
  if (fact.test === "prefix" && !fact.negated && (direct(c) || viaResolve(c) || viaSeparator(c)))
    return prefixGrade(g, c);
  return undefined;
}

/** Is the value on its way itself the relative path that is checked, and put behind a base afterwards? */
function isRelativeToBase(g: Graded, c: Check): boolean {
  if (!direct(c)) return false;
  const before = g.flow.steps.slice(0, c.at).findLast(({ op }) => op.op !== "flow" || !TIDYING.has(op.flow));
  const joined = g.flow.steps
    .slice(c.at)
    .some(({ op }) => op.op === "flow" && op.flow === "path-join" && op.base === "fixed");
  return before?.op.op === "flow" && before.op.flow === "path-relative" && joined && unchangedAfter(g, c.at);
}

/** The first of the parts that a path was split into. */
function isFirstPart({ via }: Check): boolean {
  const split = via.findLastIndex((op) => op.op === "flow" && op.flow === "split");
  const [first, ...others] = via.slice(split + 1);
  return split >= 0 && first?.op === "prop" && first.name === "0" && others.length === 0;
}

/** A pattern for the whole value that has no `..` in it and names no root: `hep-ph/9901234`. */
function staysBelow(g: Graded, c: Check): boolean {
  if (c.options !== undefined) return c.options.every((o) => o.some((x) => staysBelow(g, x)));
  const { fact } = c;
  if (fact.negated || !direct(c) || !unchangedAfter(g, c.at)) return false;
  const re = regexOf(fact);
  if (re === undefined) return false;
  const info = patternInfo(fact.test === "start-matches" ? `^(?:${re.source})` : re.source, re.flags);
  if (info === undefined || !(info.anchored || fact.test === "full-matches")) return false;
  return !info.doubles(".") && !["/", "\\", "~"].some((ch) => info.startsWith(ch)) && !info.allows(":");
}

/** `basename(name) === name`: one segment. */
function isName(g: Graded, c: Check): boolean {
  const [only] = c.fact.against?.taints ?? [];
  const isBase = (op: Op | undefined) => op?.op === "flow" && op.flow === "path-basename";
  if (c.fact.negated || c.fact.test !== "equals" || only === undefined || !unchangedAfter(g, c.at))
    return false;
  return c.via.length === 0 ? isBase(only.op) : c.via.length === 1 && isBase(c.via[0]);
}

/** `commonprefix([path, BASE]) == BASE`: the path begins with the base, character by character. */
const isCommonPrefix = (c: Check): boolean =>
  !c.fact.negated &&
  c.fact.test === "equals" &&
  c.via.some((op) => op.op === "flow" && op.flow === "common-prefix");

/** `path === BASE`; that a part of it is some text, its extension or its scheme, says nothing of where it lies. */
function equalsBase(c: Check): boolean {
  return (
    (c.fact.text === undefined || !isOfPart(c)) &&
    !c.fact.negated &&
    c.fact.test === "equals" &&
    (c.fact.against === undefined || c.fact.against.taints.length === 0)
  );
}

/** Is it a part of the value, or its type, that is asked for? What is tidied (`"/" + path.slice(1)`) is whole again. */
function isOfPart({ via }: Check): boolean {
  const last = via.findLast((op) => op.op !== "flow" || !TIDYING.has(op.flow) || op.label === "typeof");
  return last?.op === "prop" || (last?.op === "flow" && (last.label === "typeof" || PARTS.has(last.flow)));
}

const PARTS: ReadonlySet<string> = new Set([
  "slice",
  "split",
  "element",
  "path-basename",
  "url-host",
  "resolve",
  "url-parse",
]);

/** Compared by whole segments: by a test of its own, as the longest common path, or as one of its parents. */
function isWithin(c: Check): boolean {
  const { fact } = c;
  if (fact.negated) return false;
  if (fact.test === "is-within") return true;
  const via = (flow: string) => c.via.some((op) => op.op === "flow" && op.flow === flow);
  // What is held against something made of itself is no check any more (see checks.ts).
  if (fact.test === "equals" && via("path-common")) return true;
  if (fact.test === "equals")
    return isDirectory(c) && (fact.against === undefined || fact.against.taints.length === 0);
  return (
    fact.test === "contains" &&
    via("path-dirname") &&
    c.via.some((op) => op.op === "flow" && op.label === "parents")
  );
}

/** `dirname(path) === BASE`: the path is an entry of the base itself. */
function isDirectory(c: Check): boolean {
  const last = c.via.at(-1);
  return last?.op === "flow" && last.flow === "path-dirname" && last.label !== "parents";
}

/** `(path + sep).startsWith(BASE + sep)`: the base itself passes, too. */
const viaSeparator = (c: Check): boolean =>
  c.via.length > 0 &&
  c.via.every(
    (op) =>
      (op.op === "flow" && (op.flow === "identity" || op.flow === "string")) ||
      (op.op === "concat" && op.before === "" && (op.after === "/" || op.after === "\\")),
  );

const viaResolve = (c: Check): boolean =>
  c.via.length > 0 &&
  c.via.every(
    (op) =>
      op.op === "flow" &&
      (RESOLVING.has(op.flow) ||
        op.flow === "string" ||
        op.flow === "lower" ||
        op.flow === "identity" ||
        op.flow === "path-expand"),
  );

/** Was the compared value resolved (`..` removed) by then? */
function resolvedBefore(g: Graded, c: Check): boolean {
  const ops = [...g.flow.steps.slice(0, c.at).map((s) => s.op), ...c.via];
  // Joining in JavaScript also removes `..`; Python's leaves it.
  const normalizes = c.fact.site.module.language === "javascript";
  return ops.some(
    (op) =>
      op.op === "flow" &&
      (RESOLVING.has(op.flow) || (normalizes && op.flow === "path-join" && op.label === "join")),
  );
}

/**
 * Does what the path has to begin with end in a separator? Also where one is put behind it unless it has one:
 * `base.endsWith(sep) ? base : base + sep` is one of two texts, of which the one is the other with a separator.
 */
function endsInSeparator({ text, against }: Check["fact"]): boolean {
  const ends = (t: unknown): boolean => typeof t === "string" && /[\\/]$/.test(t);
  if (text === undefined) {
    if (against === undefined) return false;
    const { consts, taints } = against;
    return (
      consts.some(ends) ||
      (taints.length > 0 && taints.every(({ op }) => op?.op === "concat" && ends(op.after)))
    );
  }
  return text.length > 0 && text.every((t) => ends(t) || text.some((o) => ends(o) && o.slice(0, -1) === t));
}

function prefixGrade(g: Graded, c: Check): Grade {
  const { fact } = c;
  const texts = fact.text ?? [];
  const schemes =
    texts.length > 0 &&
    texts.every(
      (t) =>
        /^[a-z][a-z0-9+.-]*:(\/\/)?$/i.test(t) ||
        t === "http" ||
        t === "~" ||
        t === "." ||
        t === "#" ||
        t === "--" ||
        t === "-" ||
        t === "@" ||
        t === "",
    );
  if (schemes) return undefined;
  // A whole drive that was allowed as such.
  if (texts.length > 0 && texts.every((t) => /^[a-z]:[\\/]?$/i.test(t))) return "holds";
  const separated = endsInSeparator(fact);
  if (!resolvedBefore(g, c)) {
    if (texts.length > 0 && texts.every((t) => t === "/" || t === "\\" || t.length <= 1)) return undefined;
    return {
      check: fact,
      text: `\`${fact.label}\` looks at the path before it is resolved; \`..\` behind the prefix passes`,
    };
  }
  if (separated) return "holds";
  const shown = texts[0] !== undefined && !texts[0].includes(HOLE) ? texts[0] : undefined;
  return {
    check: fact,
    text:
      shown === undefined
        ? `\`${fact.label}\` compares without a separator: a sibling such as \`<base>-other\` passes`
        : `\`${fact.label}("${shown}")\` has no separator: \`${shown}-other\` passes`,
  };
}
