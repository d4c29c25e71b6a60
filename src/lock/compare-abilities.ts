/**
 * What any of the tools can do now that it could not do before. What is new to the program is grave; that one
 * more tool can do what others could before is told, too. Variables are told together, and so is what is left
 * when there is much of the same.
 */
import type { Change } from "../findings/change.js";
import type { InventoryItem } from "../findings/inventory.js";
import { abilitiesOf, isFree, isOrdinaryVariable, listed } from "../findings/inventory-words.js";
import { named } from "./compare-tools.js";
import type { LockedAbility, Snapshot } from "./snapshot.js";

/** Abilities of one kind that get a sentence of their own; those that are a free hand always do. */
const MOST_TOLD = 6;
const MOST_NAMED = 6;

interface Gain {
  readonly ability: LockedAbility;
  readonly tools: string[];
}

export function ofAbilities(before: Snapshot, after: Snapshot): Change[] {
  const [gained, lost] = gains(before, after);
  const [had, has] = [allOf(before), allOf(after)];
  const groups = new Map<string, { old: boolean; tools: string[]; items: InventoryItem[] }>();
  for (const [key, { ability, tools }] of gained) {
    // The program could do it before, through another tool: it says little that one more can.
    const old = had.has(key);
    const name = `${old} ${tools.join("|")}`;
    const group = groups.get(name) ?? { old, tools, items: [] };
    group.items.push(asItem(ability));
    groups.set(name, group);
  }
  const gone = [...lost].filter(([key]) => !has.has(key)).map(([, { ability }]) => asItem(ability));
  return [
    ...[...groups.values()].flatMap(({ old, tools, items }) =>
      told(items).map(
        ({ words, more, quiet }): Change => ({
          kind: "new-ability",
          grave: !old && !quiet,
          text: `${who(tools)} can now ${words}${old ? ", as others could before" : ""}.`,
          ...(more.length > 0 ? { more } : {}),
        }),
      ),
    ),
    ...told(gone).map(
      ({ words, more }): Change => ({
        kind: "ability-gone",
        grave: false,
        text: `It cannot ${words} any more.`,
        ...(more.length > 0 ? { more } : {}),
      }),
    ),
  ];
}

/** Abilities that are there now and were not, by their key, with the tools; and those that are gone. */
function gains(before: Snapshot, after: Snapshot): [Map<string, Gain>, Map<string, Gain>] {
  const gained = new Map<string, Gain>();
  const lost = new Map<string, Gain>();
  const note = (
    into: Map<string, Gain>,
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
  return [gained, lost];
}

function allOf({ tools, startup }: Snapshot): ReadonlySet<string> {
  return new Set([...Object.values(tools).flatMap((tool) => tool.abilities), ...startup].map(keyOf));
}

interface Told {
  readonly words: string;
  readonly more: readonly string[];
  /** Of no interest to anybody who is afraid of it. */
  readonly quiet: boolean;
}

function told(items: readonly InventoryItem[]): Told[] {
  const variables = items.filter(({ kind, subject }) => kind === "environment" && subject !== "");
  const groups = [...abilitiesOf(items.filter((item) => !variables.includes(item)))];
  const free = groups.filter(([, group]) => group.some(isFree));
  const bound = groups.filter(([, group]) => !group.some(isFree)).map(([words]) => words);
  const out: Told[] = [...free.map(([words]) => words), ...bound.slice(0, MOST_TOLD)].map((words) => ({
    words,
    more: [],
    quiet: false,
  }));
  const [next, ...further] = bound.slice(MOST_TOLD);
  if (next !== undefined)
    out.push({
      words: further.length === 0 ? next : `${next}, and ${further.length} more of the kind`,
      more: further,
      quiet: false,
    });
  const secret = variables.filter((item) => item.secret === true);
  const plain = variables.filter((item) => item.secret !== true && !isOrdinaryVariable(item.subject));
  const ordinary = variables.filter((item) => item.secret !== true && isOrdinaryVariable(item.subject));
  for (const [some, what, quiet] of [
    [secret, "secret", false],
    [plain, "", false],
    [ordinary, "", true],
  ] as const)
    if (some.length > 0) out.push(variablesTold(some, what, quiet));
  return out;
}

function variablesTold(items: readonly InventoryItem[], what: string, quiet: boolean): Told {
  const names = [...new Set(items.map(({ subject }) => subject))];
  const shown = names.slice(0, MOST_NAMED);
  const more = names.slice(MOST_NAMED);
  const kind = `${what === "" ? "" : `${what} `}${names.length === 1 ? "variable" : "variables"}`;
  return {
    words: `read the ${kind} ${listed([...shown, ...(more.length > 0 ? [`${more.length} more`] : [])])}`,
    more,
    quiet,
  };
}

const keyOf = ({ kind, subject, by }: LockedAbility): string => `${kind}|${subject}|${by}`;

function asItem(ability: LockedAbility): InventoryItem {
  const nowhere = { path: "", span: { line: 1, col: 0, endLine: 1, endCol: 0 } };
  return { ...ability, call: "", location: nowhere, way: [] };
}

function who(tools: readonly string[]): string {
  const own = tools.filter((tool) => tool !== "");
  if (own.length < tools.length) return "The server, without any tool being called,";
  const text = named(own);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
