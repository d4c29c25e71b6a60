/**
 * What changed between two snapshots, in words, the gravest first. A change that lets the server do more, or
 * tells the model something else, is grave; one that only takes away is not.
 */
import type { Change } from "../findings/change.js";
import { isSeverityAtLeast } from "../findings/order.js";
import type { Severity } from "../findings/types.js";
import { ofAbilities } from "./compare-abilities.js";
import { ofTools } from "./compare-tools.js";
import type { LockedAbility, Snapshot } from "./snapshot.js";
import { cut } from "./words.js";

/** Every change from `before` to `after`; none when they are the same. */
export function compareSnapshots(was: Snapshot, is: Snapshot): Change[] {
  const [before, after] = [withoutVersion(was), withoutVersion(is)];
  const partial = before.partial === true || after.partial === true;
  const changes = [
    ...ofInstalling(before, after),
    ...ofTools(before, after, partial),
    ...ofAbilities(before, after),
    ...ofFindings(before, after),
    ...ofNames("resource", before.resources, after.resources),
    ...ofNames("prompt", before.prompts, after.prompts),
    ...ofPackage(before, after),
  ];
  const mild = changes.filter((each) => !each.grave);
  const unsure = partial && mild.some(({ kind }) => kind.endsWith("-gone"));
  return [...changes.filter((each) => each.grave), ...(unsure ? [UNSURE] : []), ...mild];
}

const UNSURE: Change = {
  kind: "partial",
  grave: false,
  text: "One of the two is too large to be followed completely: what is said to be gone may only not have been seen.",
};

/** A folder that bears the program's version is the same folder in the next one. */
function withoutVersion(snapshot: Snapshot): Snapshot {
  const { version } = snapshot;
  if (version === null || !/\d\.\d/.test(version)) return snapshot;
  const plain = (abilities: readonly LockedAbility[]): LockedAbility[] =>
    abilities.map((ability) => ({ ...ability, subject: ability.subject.replaceAll(version, "VERSION") }));
  return {
    ...snapshot,
    startup: plain(snapshot.startup),
    tools: Object.fromEntries(
      Object.entries(snapshot.tools).map(([name, tool]) => [
        name,
        { ...tool, abilities: plain(tool.abilities) },
      ]),
    ),
  };
}

function ofPackage(before: Snapshot, after: Snapshot): Change[] {
  if (before.name !== after.name && before.name !== null && after.name !== null)
    return [
      {
        kind: "package",
        grave: true,
        text: `It is another package: ${after.name} instead of ${before.name}.`,
      },
    ];
  if (before.version !== after.version)
    return [
      {
        kind: "version",
        grave: false,
        text: `Its version is ${after.version ?? "not said"} instead of ${before.version ?? "none"}.`,
      },
    ];
  if (before.integrity !== after.integrity && before.integrity !== null)
    return [{ kind: "content", grave: true, text: "Its content changed under the same version." }];
  return [];
}

function ofInstalling(before: Snapshot, after: Snapshot): Change[] {
  const out: Change[] = [];
  for (const [name, command] of Object.entries(after.installScripts)) {
    const old = before.installScripts[name];
    if (old === undefined)
      out.push({
        kind: "install-script",
        grave: true,
        text: `Installing it now runs ${name}: ${cut(command)}.`,
      });
    else if (old !== command)
      out.push({
        kind: "install-script",
        grave: true,
        text: `Installing it runs another ${name}: ${cut(command)} instead of ${cut(old)}.`,
      });
  }
  for (const name of Object.keys(before.installScripts))
    if (after.installScripts[name] === undefined)
      out.push({
        kind: "install-script",
        grave: false,
        text: `Installing it does not run ${name} any more.`,
      });
  return out;
}

function ofFindings(before: Snapshot, after: Snapshot): Change[] {
  // The same said of moved or renamed code is the same.
  const same = (all: Snapshot["findings"]): ((finding: Snapshot["findings"][number]) => boolean) => {
    const known = new Set(
      all.flatMap(({ rule, fingerprint, message }) => [fingerprint, `${rule} ${message}`]),
    );
    return ({ rule, fingerprint, message }) => known.has(fingerprint) || known.has(`${rule} ${message}`);
  };
  const known = same(before.findings);
  const now = same(after.findings);
  const gone = before.findings.filter((finding) => !now(finding));
  return [
    ...after.findings
      .filter((finding) => !known(finding))
      .map(
        (finding): Change => ({
          kind: "new-finding",
          grave: isSeverityAtLeast(finding.severity as Severity, "medium"),
          text: `New finding (${finding.severity}, ${finding.rule}): ${finding.message}`,
        }),
      ),
    ...gone.map(
      (finding): Change => ({
        kind: "finding-gone",
        grave: false,
        text: `No longer found (${finding.severity}, ${finding.rule}): ${finding.message}`,
      }),
    ),
  ];
}

function ofNames(what: "resource" | "prompt", before: readonly string[], after: readonly string[]): Change[] {
  return [
    ...after
      .filter((name) => !before.includes(name))
      .map((name): Change => ({ kind: `new-${what}`, grave: true, text: `The ${what} \`${name}\` is new.` })),
    ...before
      .filter((name) => !after.includes(name))
      .map(
        (name): Change => ({ kind: `${what}-gone`, grave: false, text: `The ${what} \`${name}\` is gone.` }),
      ),
  ];
}
