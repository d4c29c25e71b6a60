/**
 * URLs of outgoing requests: only who decides the host matters.
 *
 * A value behind a literal host and its slash is a path segment. Enough for a whole URL: the parsed host is
 * in a fixed list, ends in a fixed domain with its dot, or was checked not to be internal. Known holes:
 * prefix of the whole text, scheme only, suffix without a dot.
 */

import type { Check } from "../taint/checks.js";
import { ENCODED, HOLE } from "../taint/lineage.js";
import {
  INTERNAL_V6,
  isHost,
  isNoAddress,
  isOwnAddress,
  ofHost,
  refusedFamilies,
  textOf,
} from "./addresses.js";
import { alphabetExcludes } from "./alphabet.js";
import { forgottenSix, passingHosts } from "./asked-hosts.js";
import {
  namesPublic,
  OF_RANGES,
  neverResolved,
  unchecked,
  whatPasses,
  withoutExceptions,
} from "./denied-hosts.js";
import { direct, hasFlow, isEncoded, isMember, memberOfSet, unchangedAfter } from "./evidence.js";
import { staysOnSite } from "./local-address.js";
import { refusesDots } from "./path-dots.js";
import { isPath } from "./path-steps.js";
import { patternInfo } from "./pattern.js";
import { CLEAR, type Graded, type Hole, type Verdict } from "./types.js";
import { beginsBehindHost } from "./url-begin.js";
import { anchoredPatterns, userHole, withHostChecks } from "./url-host.js";

const INTERNAL = /127|localhost|169|192|10\\?\.|metadata|::1|private|internal|loopback|0\.0\.0\.0|172/i;
export function gradeUrl(given: Graded): Verdict {
  const g = withHostChecks(given);
  if (memberOfSet(g)) return CLEAR;
  // What the asked host answers is that host's; who chose the host does not write it.
  if (g.flow.source.kind !== "remote-input" && hasFlow(g, "response")) return CLEAR;
  const place = placeOf(g);
  const encoded = isEncoded(g);
  if (place === "segment") {
    if (encoded || alphabetExcludes(g, ["/", "?", "#"])) return CLEAR;
    // Other parts of the same path are encoded: this one was forgotten, unless it was checked in another way.
    if (`${g.before}${g.after}`.includes(ENCODED) && !/[?#]/.test(g.before) && !staysInPlace(g)) {
      return {
        status: "weak",
        extent: "segment",
        based: true,
        holes: [
          {
            text: "other parts of this URL are percent-encoded, this one is not: `../` leads to another path of the service",
          },
        ],
      };
    }
    return { status: "open", extent: "segment", based: true, holes: [] };
  }
  if (encoded || isPath(g.flow.steps)) return CLEAR;
  // A path as a whole; behind a host that is written out, it is one like those that are put behind its slash.
  if (beginsBehindHost(g))
    return g.before === "" || alphabetExcludes(g, [".", "%", "?", "#"])
      ? CLEAR
      : { status: "open", extent: "segment", based: true, holes: [] };
  if (alphabetExcludes(g, ["/", ":", "@", "."]))
    return place === "whole" ? CLEAR : { status: "open", extent: "segment", based: false, holes: [] };
  if (asksNobody(g)) return CLEAR;
  // The server asks itself, by the address under which it was asked.
  if (isOwnAddress(g)) return { status: "open", extent: place, based: true, holes: [] };
  const local = g.kind === "redirect" && g.before === "" ? staysOnSite(g) : undefined;
  if (local === true) return CLEAR;
  const holes: Hole[] = local === undefined ? [] : [local];
  const denied: Check[] = [];
  const checks = g.checks.map((c) => withoutExceptions(ofHost(g, c)));
  for (const c of checks) {
    const r = userHole(g, c) ?? hostCheck(c);
    if (r === "holds") return CLEAR;
    if (r === "denies") denied.push(c);
    else if (r !== undefined) holes.push(r);
  }
  const { four, six } = refusedFamilies(checks, denies);
  if (four !== undefined && six !== undefined) denied.push(four, six);
  // A list of internal names and ranges that are refused, on the parsed host.
  const [first] = denied;
  const forgotten = forgottenSix(checks, denied);
  const onlyFour = six === undefined ? (four ?? forgotten) : undefined;
  const passing = first && whatPasses(denied, (c) => hostCheck(c) === "holds");
  if (first !== undefined && passing === undefined) {
    const weak = { status: "weak", extent: place, based: false } as const;
    const followed = unchecked(g, denied);
    if (followed !== undefined) return { ...weak, holes: [followed] };
    if (onlyFour === undefined || forgotten === undefined) {
      const named = neverResolved(g, checks, first);
      return named === undefined ? CLEAR : { ...weak, denied: true, holes: [named] };
    }
  }
  if (first !== undefined && passing !== undefined) holes.unshift({ check: first.fact, text: passing });
  else if (onlyFour !== undefined)
    holes.unshift({
      check: onlyFour.fact,
      text: "only addresses of the fourth version are refused; `[::1]` and `[::ffff:169.254.169.254]` pass",
    });
  return { status: holes.length > 0 ? "weak" : "open", extent: place, based: false, holes };
}

/**
 * Is the URL known to have a scheme with which this call asks no host (`data:`)? A check that is made for `http:`
 * and `https:` alone then lacks nothing. Only a parsed scheme tells: text may spell it in other ways.
 */
function asksNobody(g: Graded): boolean {
  const { schemes } = g.flow.hit.row;
  if (schemes === undefined) return false;
  const told = g.checks.filter((c) => c.options === undefined && isScheme(c));
  if (told.some((c) => isOneOf(c, (text) => !schemes.includes(bareScheme(text))))) return true;
  return schemes.every((scheme) => told.some((c) => refuses(c, scheme)));
}

const bareScheme = (text: string): string => text.replace(/:(?:\/\/)?$/, "").toLowerCase();

function isOneOf({ fact }: Check, test: (text: string) => boolean): boolean {
  const { text, negated } = fact;
  return !negated && MEMBER.has(fact.test) && text !== undefined && text.length > 0 && text.every(test);
}

function refuses({ fact }: Check, scheme: string): boolean {
  if (!fact.negated || fact.text === undefined) return false;
  if (fact.test === "in-set" || (fact.test === "equals" && fact.text.length === 1))
    return fact.text.some((text) => bareScheme(text) === scheme);
  return fact.test === "prefix" && fact.text.some((text) => `${scheme}:`.startsWith(text));
}

const MEMBER: ReadonlySet<string> = new Set(["equals", "in-set"]);

/** Is the URL known to be one of the web, so that what opens it is a browser? */
export const isOfTheWeb = (g: Graded): boolean => /^https?:\/\//i.test(g.before) || g.checks.some(tellsWeb);

function tellsWeb(c: Check): boolean {
  if (c.options !== undefined) return c.options.every((option) => option.some(tellsWeb));
  if (isScheme(c)) return isOneOf(c, (text) => /^https?$/.test(bareScheme(text)));
  const { test, negated, text } = c.fact;
  return (
    test === "prefix" && !negated && direct(c) && text?.every((each) => /^https?:\/\//i.test(each)) === true
  );
}

/** Where in the URL the value stands: "whole", "part" (it touches the host), or "segment" behind the host. */
export function placeOf(g: Graded): "whole" | "part" | "segment" {
  const { before } = g;
  if (before === "") return g.after === "" || !/^[.:@]/.test(g.after) ? "whole" : "part";
  const m = /^[a-z][a-z0-9+.-]*:\/\//i.exec(before);
  if (m !== null) return /[/?#]/.test(before.slice(m[0].length)) ? "segment" : "part";
  if (before.startsWith(HOLE) || before.startsWith("/")) {
    // A base nobody but the operator chooses, followed by the value.
    return "segment";
  }
  return /[/?#]/.test(before) ? "segment" : "part";
}

/** Can it neither begin another segment nor be the one that leads up? */
const staysInPlace = (g: Graded): boolean =>
  alphabetExcludes(g, ["/"]) &&
  (alphabetExcludes(g, ["."]) || g.checks.some((c) => refusesDots(c) && unchangedAfter(g, c.at)));

type Grade = "holds" | "denies" | Hole | undefined;

const isScheme = (c: Check): boolean =>
  c.via.some((op) => op.op === "prop" && /^(protocol|scheme)$/.test(op.name));

const denies = (c: Check): boolean => hostCheck(c) === "denies";

function hostCheck(c: Check): Grade {
  if (c.options !== undefined) {
    const ways = c.options.filter((o) => !isNoAddress(o));
    const grades = (ways.length > 0 ? ways : c.options).map((o) => {
      const rs = o.map(hostCheck);
      return rs.includes("holds")
        ? "holds"
        : rs.includes("denies")
          ? "denies"
          : rs.find((r) => r !== undefined);
    });
    if (ways.length === c.options.length && grades.every((r) => r === "holds")) return "holds";
    if (grades.every((r) => r === "holds" || r === "denies")) return "denies";
    return grades.every((r) => r !== undefined) ? grades.find((r) => typeof r === "object") : undefined;
  }
  const { fact } = c;
  if (fact.test === "answers") return passingHosts(fact) === undefined ? undefined : "denies";
  if (isScheme(c)) return fact.negated ? undefined : schemeOnly(fact);
  if (isHost(c)) {
    if (namesPublic(fact)) return "denies";
    if (!fact.negated && isMemberLike(c)) return "holds";
    if (fact.test === "suffix" && !fact.negated) {
      return (fact.text ?? []).length > 0 &&
        !(fact.text ?? []).every((t) => t.startsWith(".") || t.includes(`.${HOLE}`) || t === HOLE)
        ? {
            check: fact,
            text: `\`${fact.label}\` on the host without a leading dot: \`evil${fact.text?.[0] ?? ""}\` passes`,
          }
        : "holds";
    }
    if (OF_RANGES.has(fact.test) && fact.negated) return "denies";
    if (fact.test === "is-ip-public" && !fact.negated) return "denies";
    if (
      fact.negated &&
      (fact.test === "equals" ||
        fact.test === "in-set" ||
        fact.test === "prefix" ||
        fact.test === "matches" ||
        fact.test === "start-matches" ||
        fact.test === "full-matches" ||
        fact.test === "suffix")
    ) {
      const text = textOf(fact);
      return INTERNAL.test(text) || INTERNAL_V6.test(text) || fact.test === "in-set" ? "denies" : undefined;
    }
    const patterns = fact.negated ? [] : anchoredPatterns(fact);
    if (patterns.length === 0) return !fact.negated && fact.test === "full-matches" ? "holds" : undefined;
    if (!patterns.every((p) => /(?:\$|\\Z)$/.test(p)))
      return { check: fact, text: `\`${fact.label}\` on the host is not anchored at its end` };
    return patterns.every((p) => patternInfo(p, fact.regex?.flags ?? "")?.fixesDomain !== false)
      ? "holds"
      : {
          check: fact,
          text: `\`${fact.label}\` asks only how a host is spelled; internal ones are spelled so, too`,
          partial: true,
        };
  }
  if (OF_RANGES.has(fact.test) && fact.negated) {
    return c.via.length === 0
      ? {
          check: fact,
          text: `\`${fact.label}\` expects an address and is given the whole URL; it never matches`,
        }
      : "denies";
  }
  if (!direct(c) && !c.via.every((op) => op.op === "prop" && (op.name === "href" || op.name === "toString")))
    return undefined;
  if (fact.test === "prefix" && !fact.negated) return prefixOf(c);
  if (fact.test === "contains" && !fact.negated && (fact.text ?? []).some((t) => /[a-z\d-]\.[a-z]/i.test(t)))
    return {
      check: fact,
      text: `the host is looked for anywhere in the URL: \`https://evil.example/?${fact.text?.[0] ?? ""}\` passes`,
    };
  const patterns = fact.negated ? [] : anchoredPatterns(fact);
  if (patterns.length > 0) {
    const grades = patterns.map((p) => patternGrade(fact, p));
    return grades.every((g) => g === "holds") ? "holds" : grades.find((g) => g !== "holds");
  }
  if (fact.negated && (fact.test === "matches" || fact.test === "contains") && INTERNAL.test(textOf(fact))) {
    return {
      check: fact,
      text: "internal addresses are looked for in the text of the whole URL; other spellings of an address pass",
    };
  }
  return undefined;
}

/** What one pattern on the whole URL fixes of it. */
function patternGrade(fact: Check["fact"], source: string): Grade {
  if (!source.startsWith("^"))
    return { check: fact, text: `\`${fact.label}\` is not anchored: the host can stand before the match` };
  const rest = source.replace(/^\^https?\??:?\\?\/?\\?\/?/, "");
  if (rest === "" || rest === source) return undefined;
  return /\\?\/|\$|\(\?:\\?\/|\[\/|\[\^/.test(rest) && /[a-z]/i.test(rest)
    ? "holds"
    : { check: fact, text: `\`${fact.label}\` does not fix the end of the host` };
}

function schemeOnly(fact: Check["fact"]): Hole {
  return {
    check: fact,
    text: "only the scheme is checked; any host passes, internal ones included",
    partial: true,
  };
}

function isMemberLike(c: Check): boolean {
  return isMember({ ...c, via: [] });
}

function prefixOf(c: Check): Grade {
  const texts = c.fact.text ?? [];
  if (texts.length === 0)
    return {
      check: c.fact,
      text: `\`${c.fact.label}\` compares the start of the URL's text; the base may end inside the host`,
    };
  if (texts.every((t) => /^[a-z]+:?(\/\/)?$/i.test(t))) return schemeOnly(c.fact);
  if (texts.every((t) => t.startsWith("/") && t.length <= 2)) return undefined;
  const fixed = texts.every(
    (t) => /^[a-z]+:\/\/[^/\uFFFC]+\//i.test(t) || (t.startsWith(HOLE) && t.endsWith("/")),
  );
  const open = texts.find((t) => /[^/?#=&:]$/.test(t) && !t.endsWith(HOLE));
  if (fixed && open === undefined) return "holds";
  if (fixed) {
    const shown = (open ?? "").replaceAll(HOLE, "…");
    return {
      check: c.fact,
      text: `\`${c.fact.label}("${shown}")\` has no slash at its end: \`${shown}-other\` on the same host passes`,
    };
  }
  return {
    check: c.fact,
    text: `\`${c.fact.label}("${(texts[0] ?? "").replaceAll(HOLE, "…")}")\` has no slash behind the host: \`${(texts[0] ?? "").replaceAll(HOLE, "…")}.evil.example\` passes`,
  };
}
