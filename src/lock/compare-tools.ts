/**
 * What changed of the tools themselves: which there are, and what the model is told of each. The same change of
 * many tools is told once.
 */
import type { Change } from "../findings/change.js";
import { listed } from "../findings/inventory-words.js";
import type { LockedTool, Snapshot } from "./snapshot.js";
import { cut, newWords } from "./words.js";

const MOST_TOOLS = 3;
/** What a client assumes where a tool says nothing, as the protocol has it. */
const ASSUMED: Readonly<Record<string, unknown>> = {
  readOnlyHint: false,
  destructiveHint: true,
  idempotentHint: false,
  openWorldHint: true,
};
const LESS = "is described with less";

/** `partial`: one side was not followed completely, so that less is known of it than it says. */
export function ofTools(before: Snapshot, after: Snapshot, partial: boolean): Change[] {
  const out: Change[] = [];
  const pairs: [name: string, was: LockedTool, is: LockedTool][] = [];
  for (const [name, tool] of Object.entries(after.tools)) {
    const old = before.tools[name];
    if (old !== undefined) pairs.push([name, old, tool]);
    else
      out.push({
        kind: "new-tool",
        grave: true,
        text: `Tool \`${name}\` is new${tool.description === null ? "." : `: "${cut(tool.description)}".`}`,
      });
  }
  const computed = pairs.filter(([, was, is]) => was.description !== null && is.description === null);
  if (computed.length > 0)
    out.push({
      kind: "description",
      grave: true,
      text: `The description of ${named(computed.map(([name]) => name))} is now put together at run time.`,
    });
  out.push(...pairs.flatMap(([name, was, is]) => ofDescription(name, was, is)));
  out.push(...ofSchemas(pairs, partial), ...ofHints(pairs));
  for (const name of Object.keys(before.tools))
    if (after.tools[name] === undefined)
      out.push({ kind: "tool-gone", grave: false, text: `Tool \`${name}\` is gone.` });
  return out;
}

/** "tool `a`", "tools `a`, `b` and 4 more". */
export function named(tools: readonly string[]): string {
  const shown = tools.slice(0, MOST_TOOLS).map((tool) => `\`${tool}\``);
  if (tools.length > MOST_TOOLS) shown.push(`${tools.length - MOST_TOOLS} more`);
  return `${tools.length === 1 ? "tool" : "tools"} ${listed(shown)}`;
}

function ofDescription(name: string, was: LockedTool, is: LockedTool): Change[] {
  if (was.description === is.description || is.description === null) return [];
  const now = newWords(was.description ?? "", is.description);
  const text =
    now === ""
      ? `The description of tool \`${name}\` says less: "${cut(is.description)}".`
      : `The description of tool \`${name}\` now says: "${cut(now, 300)}".`;
  return [{ kind: "description", grave: true, text }];
}

function ofSchemas(
  pairs: readonly (readonly [string, LockedTool, LockedTool])[],
  partial: boolean,
): Change[] {
  const groups = new Map<string, string[]>();
  for (const [name, was, is] of pairs) {
    if (was.schema === is.schema) continue;
    const text = schemaChange(was.schema, is.schema);
    // Of a program that was not followed completely, that is to be expected.
    if (text === LESS && partial) continue;
    groups.set(text, [...(groups.get(text) ?? []), name]);
  }
  return [...groups].map(([text, tools]) => ({
    kind: "schema",
    grave: true,
    text: `The input of ${named(tools)} ${text}.`,
  }));
}

function schemaChange(was: string | null, is: string | null): string {
  const fields = (text: string | null): string[] =>
    [...(text ?? "").matchAll(/[{,]\s*"?([A-Za-z_]\w*)"?: /g)].map((match) => match[1] ?? "");
  const [old, now] = [new Set(fields(was)), new Set(fields(is))];
  const shown = (names: readonly string[]): string =>
    listed([
      ...names.slice(0, 5).map((field) => `\`${field}\``),
      ...(names.length > 5 ? [`${names.length - 5} more`] : []),
    ]);
  const added = [...now].filter((field) => !old.has(field));
  const gone = [...old].filter((field) => !now.has(field));
  const parts = [
    ...(added.length > 0 ? [`now has ${shown(added)}`] : []),
    ...(gone.length > 0 ? [`has no ${shown(gone)} any more`] : []),
  ];
  if (parts.length > 0) return parts.join(" and ");
  const known = new Set(atoms(was));
  const fresh = [...new Set(atoms(is))].filter((atom) => !known.has(atom));
  return fresh.length === 0 ? LESS : `is described otherwise; new in it: ${cut(fresh.join(", "), 240)}`;
}

/** What a schema is made of: its texts, patterns and checks. */
function atoms(shape: string | null): string[] {
  return (shape ?? "").match(/"(?:[^"\\]|\\.)*"|\/(?:[^/\\]|\\.)+\/[a-z]*|\.\w+\([\d.]*\)/g) ?? [];
}

function ofHints(pairs: readonly (readonly [string, LockedTool, LockedTool])[]): Change[] {
  const groups = new Map<string, { grave: boolean; says: string; tools: string[] }>();
  const titles: { tool: string; text: string }[] = [];
  for (const [name, old, tool] of pairs) {
    const hints = [...new Set([...Object.keys(old.annotations), ...Object.keys(tool.annotations)])].sort();
    for (const hint of hints) {
      const [was, is] = [old.annotations[hint], tool.annotations[hint]];
      if (JSON.stringify(was) === JSON.stringify(is)) continue;
      if (hint === "title" && was === undefined && typeof is === "string") {
        titles.push({ tool: name, text: cut(is) });
        continue;
      }
      const says = `${hint}: ${spelled(is)} instead of ${spelled(was)}`;
      // To say what is assumed anyway changes nothing for whoever decides by it.
      const same = (was ?? ASSUMED[hint]) === (is ?? ASSUMED[hint]);
      const group = groups.get(says) ?? { grave: !same, says, tools: [] };
      group.tools.push(name);
      groups.set(says, group);
    }
  }
  const out = [...groups.values()].map(({ grave, says, tools }): Change => {
    const who = named(tools);
    return {
      kind: "annotation",
      grave,
      text: `${who.charAt(0).toUpperCase()}${who.slice(1)} now ${tools.length === 1 ? "says" : "say"} ${says}.`,
    };
  });
  if (titles.length > 0) {
    const shown = titles.slice(0, MOST_TOOLS).map(({ tool, text }) => `\`${tool}\` "${text}"`);
    if (titles.length > MOST_TOOLS) shown.push(`${titles.length - MOST_TOOLS} more`);
    out.push({
      kind: "annotation",
      grave: true,
      text: `Tools that had no title have one: ${listed(shown)}.`,
    });
  }
  return out;
}

const spelled = (value: unknown): string =>
  value === undefined ? "nothing" : cut(JSON.stringify(value) ?? "nothing");
