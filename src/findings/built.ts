/**
 * Two audits of one tree in one report. A package that is not trusted is audited by its sources, and once more by
 * what runs of it: that one was made from the other is the word of whoever packed it.
 *
 * What both say is said once, as the sources have it: a weakness is the same one when it is the same rule in the
 * same tool, and not graver in what runs.
 */

import { UNREADABLE } from "../unread.js";
import type { Inventory, InventoryItem, ToolInventory } from "./inventory.js";
import { compareFindings, compareNotes, isConfidenceAtLeast, isSeverityAtLeast } from "./order.js";
import type { Finding, Report, ScanNote, ServerSummary } from "./types.js";

const INSTEAD = "the sources were audited instead";
const MINIFIED = "all code here is minified";

/** What the audit of the sources says, and what that of the running code has to add. */
export function addBuilt(own: Report, built: Report): Report {
  const findings = [...own.findings, ...built.findings.filter((each) => !covers(each, own.findings))];
  return {
    ...own,
    findings: findings.sort(compareFindings),
    server: addServer(own.server, built.server),
    notes: notesOf(own, built).sort(compareNotes),
    stats: {
      ...own.stats,
      files: own.stats.files + built.stats.files,
      bytes: own.stats.bytes + built.stats.bytes,
      functions: own.stats.functions + built.stats.functions,
    },
    ...(own.inventory === undefined || built.inventory === undefined
      ? {}
      : { inventory: addInventory(own.inventory, built.inventory) }),
    incomplete: own.incomplete || built.incomplete,
  };
}

/** Is there, for each entry that reaches the built place, a finding as grave of the same rule? */
function covers(built: Finding, own: readonly Finding[]): boolean {
  const same = own.filter(
    (each) =>
      each.ruleId === built.ruleId &&
      isSeverityAtLeast(each.severity, built.severity) &&
      isConfidenceAtLeast(each.confidence, built.confidence),
  );
  const entries = new Set(same.flatMap((each) => each.origins.map(entryOf)));
  return same.length > 0 && built.origins.every((origin) => entries.has(entryOf(origin)));
}

const entryOf = ({ kind, name }: Finding["origins"][number]): string => `${kind}\0${name}`;

function addServer(own: ServerSummary, built: ServerSummary): ServerSummary {
  const known = new Set(own.entities.map(({ kind, name }) => `${kind} ${name}`));
  return {
    entities: [...own.entities, ...built.entities.filter(({ kind, name }) => !known.has(`${kind} ${name}`))],
    dynamic: own.dynamic.length > 0 ? own.dynamic : built.dynamic,
    transports: [...new Set([...own.transports, ...built.transports])].sort(),
  };
}

function notesOf(own: Report, built: Report): ScanNote[] {
  const notes = own.notes.map((note) =>
    note.message.endsWith(INSTEAD)
      ? { ...note, message: note.message.replace(INSTEAD, "both were audited") }
      : note,
  );
  const said = new Set(own.notes.map(keyOf));
  const isNew = (note: ScanNote): boolean => !said.has(keyOf(note)) && note.kind !== "info";
  const readable = !own.notes.some(({ message }) => message.startsWith(MINIFIED));
  for (const note of built.notes.filter(isNew)) {
    if (readable && note.message.startsWith(MINIFIED)) notes.push({ ...note, message: UNREADABLE });
    else notes.push(note);
  }
  return notes;
}

const keyOf = ({ path, line, kind, message }: ScanNote): string => `${path}\0${line}\0${kind}\0${message}`;

function addInventory(own: Inventory, built: Inventory): Inventory {
  const tools = own.tools.map((tool) => {
    const twin = built.tools.find(({ name }) => name === tool.name);
    return twin === undefined ? tool : { ...tool, items: addItems(tool.items, twin.items) };
  });
  const known = new Set(own.tools.map(({ name }) => name));
  const more: ToolInventory[] = built.tools.filter(({ name }) => !known.has(name));
  const loaded = new Set(own.unfollowed.map(({ ability }) => ability));
  return {
    tools: [...tools, ...more],
    startup: addItems(own.startup, built.startup),
    unknown: [...new Set([...own.unknown, ...built.unknown])].sort(),
    unfollowed: [...own.unfollowed, ...built.unfollowed.filter(({ ability }) => !loaded.has(ability))],
  };
}

function addItems(own: readonly InventoryItem[], built: readonly InventoryItem[]): InventoryItem[] {
  const key = ({ kind, subject, by }: InventoryItem): string => `${kind}\0${subject}\0${by}`;
  const known = new Set(own.map(key));
  return [...own, ...built.filter((item) => !known.has(key(item)))];
}
