/**
 * What changed between two snapshots, in words, the gravest first. A change that lets the server do more, or
 * tells the model something else, is grave; one that only takes away is not.
 */
import type { Change } from "../findings/change.js";
import type { InventoryItem } from "../findings/inventory.js";
import { abilitiesOf, listed } from "../findings/inventory-words.js";
import { isSeverityAtLeast } from "../findings/order.js";
import type { Severity } from "../findings/types.js";
import type { LockedAbility, LockedTool, Snapshot } from "./snapshot.js";
import { newWords } from "./words.js";

const MOST_TOOLS = 3;

/** Every change from `before` to `after`; none when they are the same. */
export function compareSnapshots(was: Snapshot, is: Snapshot): Change[] {
  const [before, after] = [withoutVersion(was), withoutVersion(is)];
  const changes = [
    ...ofInstalling(before, after),
    ...ofTools(before, after),
    ...ofAbilities(before, after),
    ...ofFindings(before, after),
    ...ofNames("resource", before.resources, after.resources),
    ...ofNames("prompt", before.prompts, after.prompts),
    ...ofPackage(before, after),
  ];
  return [...changes.filter((each) => each.grave), ...changes.filter((each) => !each.grave)];
}

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

function ofTools(before: Snapshot, after: Snapshot): Change[] {
  const out: Change[] = [];
  for (const [name, tool] of Object.entries(after.tools)) {
    const old = before.tools[name];
    if (old === undefined)
      out.push({
        kind: "new-tool",
        grave: true,
        text: `Tool \`${name}\` is new${tool.description === null ? "." : `: "${cut(tool.description)}".`}`,
      });
    else out.push(...ofTool(name, old, tool));
  }
  for (const name of Object.keys(before.tools))
    if (after.tools[name] === undefined)
      out.push({ kind: "tool-gone", grave: false, text: `Tool \`${name}\` is gone.` });
  return out;
}

function ofTool(name: string, old: LockedTool, tool: LockedTool): Change[] {
  const out: Change[] = [];
  if (old.description !== tool.description) {
    const now = newWords(old.description ?? "", tool.description ?? "");
    out.push({
      kind: "description",
      grave: true,
      text:
        tool.description === null
          ? `The description of tool \`${name}\` is now put together at run time.`
          : now === ""
            ? `The description of tool \`${name}\` says less: "${cut(tool.description)}".`
            : `The description of tool \`${name}\` now says: "${cut(now, 300)}".`,
    });
  }
  if (old.schema !== tool.schema)
    out.push({ kind: "schema", grave: true, text: schemaText(name, old.schema, tool.schema) });
  const hints = [...new Set([...Object.keys(old.annotations), ...Object.keys(tool.annotations)])].sort();
  for (const hint of hints) {
    const [was, is] = [old.annotations[hint], tool.annotations[hint]];
    if (JSON.stringify(was) !== JSON.stringify(is))
      out.push({
        kind: "annotation",
        grave: true,
        text: `Tool \`${name}\` now says ${hint}: ${JSON.stringify(is) ?? "nothing"} instead of ${JSON.stringify(was) ?? "nothing"}.`,
      });
  }
  return out;
}

function schemaText(name: string, was: string | null, is: string | null): string {
  const fields = (text: string | null): string[] =>
    [...(text ?? "").matchAll(/[{,]\s*"?([A-Za-z_]\w*)"?: /g)].map((match) => match[1] ?? "");
  const added = fields(is).filter((field) => !fields(was).includes(field));
  const gone = fields(was).filter((field) => !fields(is).includes(field));
  const parts = [
    ...(added.length > 0
      ? [`now has ${listed([...new Set(added)].slice(0, 5).map((field) => `\`${field}\``))}`]
      : []),
    ...(gone.length > 0
      ? [`has no ${listed([...new Set(gone)].slice(0, 5).map((field) => `\`${field}\``))} any more`]
      : []),
  ];
  if (parts.length > 0) return `The input of tool \`${name}\` ${parts.join(" and ")}.`;
  const known = new Set(atoms(was));
  const now = [...new Set(atoms(is))].filter((atom) => !known.has(atom));
  return now.length === 0
    ? `The input of tool \`${name}\` is described with less.`
    : `The input of tool \`${name}\` is described otherwise; new in it: ${cut(now.join(", "), 240)}.`;
}

/** What a schema is made of: its texts, patterns and checks. */
function atoms(shape: string | null): string[] {
  return (shape ?? "").match(/"(?:[^"\\]|\\.)*"|\/(?:[^/\\]|\\.)+\/[a-z]*|\.\w+\([\d.]*\)?/g) ?? [];
}

/** What any of the tools can do now that it could not do before; told once for all of them. */
function ofAbilities(before: Snapshot, after: Snapshot): Change[] {
  const gained = new Map<string, { ability: LockedAbility; tools: string[] }>();
  const lost = new Map<string, { ability: LockedAbility; tools: string[] }>();
  const note = (
    into: typeof gained,
    from: readonly LockedAbility[],
    to: readonly LockedAbility[],
    tool: string,
  ): void => {
    const known = new Set(from.map(keyOf));
    for (const ability of to) {
      if (known.has(keyOf(ability))) continue;
      const entry = into.get(keyOf(ability)) ?? { ability, tools: [] };
      entry.tools.push(tool);
      into.set(keyOf(ability), entry);
    }
  };
  const names = [...new Set([...Object.keys(before.tools), ...Object.keys(after.tools)])].sort();
  for (const name of names) {
    const [was, is] = [before.tools[name]?.abilities ?? [], after.tools[name]?.abilities ?? []];
    note(gained, was, is, name);
    note(lost, is, was, name);
  }
  note(gained, before.startup, after.startup, "");
  note(lost, after.startup, before.startup, "");
  const all = (snapshot: Snapshot): Set<string> =>
    new Set(
      [...Object.values(snapshot.tools).flatMap((tool) => tool.abilities), ...snapshot.startup].map(keyOf),
    );
  const [had, has] = [all(before), all(after)];
  // The program could do it before, through another tool: it says little that one more can.
  const told = [...gained.entries()].map(([key, entry]) => ({ ...entry, old: had.has(key) }));
  const groups = new Map<string, typeof told>();
  for (const entry of told) {
    const group = `${entry.old} ${entry.tools.join("|")}`;
    groups.set(group, [...(groups.get(group) ?? []), entry]);
  }
  return [
    ...[...groups.values()].flatMap((group) => {
      const [{ tools, old }] = group as [(typeof told)[number]];
      return [...abilitiesOf(group.map(({ ability }) => asItem(ability))).keys()].map(
        (words): Change => ({
          kind: "new-ability",
          grave: !old,
          text: `${who(tools)} can now ${words}${old ? ", as others could before" : ""}.`,
        }),
      );
    }),
    ...[
      ...abilitiesOf(
        [...lost].filter(([key]) => !has.has(key)).map(([, { ability }]) => asItem(ability)),
      ).keys(),
    ].map((words): Change => ({ kind: "ability-gone", grave: false, text: `It cannot ${words} any more.` })),
  ];
}

const keyOf = ({ kind, subject, by }: LockedAbility): string => `${kind}|${subject}|${by}`;

function asItem(ability: LockedAbility): InventoryItem {
  const nowhere = { path: "", span: { line: 1, col: 0, endLine: 1, endCol: 0 } };
  return { ...ability, call: "", location: nowhere, way: [] };
}

function who(tools: readonly string[]): string {
  const named = tools.filter((tool) => tool !== "").map((tool) => `\`${tool}\``);
  if (named.length < tools.length) return "The server, without any tool being called,";
  if (named.length === 1) return `Tool ${named[0]}`;
  return named.length <= MOST_TOOLS ? `Tools ${listed(named)}` : `${named.length} tools`;
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

function cut(text: string, most = 120): string {
  const line = text.replace(/(?:\s|\\n|\\t)+/g, " ").trim();
  return line.length > most ? `${line.slice(0, most - 1)}…` : line.replace(/[.]$/, "");
}
