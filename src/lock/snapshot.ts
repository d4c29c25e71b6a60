/**
 * What a server is at one time, as far as a change of it would matter to who connected it: its tools with
 * all that the model is told, what it can do, what installing it runs, and what was found in it.
 */

import type { Fetched } from "../fetch/types.js";
import type { Inventory, InventoryItem } from "../findings/inventory.js";
import { makeSafe } from "../findings/quote.js";
import type { Report } from "../findings/types.js";

export type LockedAbility = Pick<InventoryItem, "kind" | "subject" | "by"> &
  Partial<Pick<InventoryItem, "secret" | "open">>;

export interface LockedTool {
  readonly description: string | null;
  readonly schema: string | null;
  readonly annotations: Readonly<Record<string, unknown>>;
  readonly abilities: readonly LockedAbility[];
}

export interface Snapshot {
  readonly name: string | null;
  readonly version: string | null;
  readonly integrity: string | null;
  /** It is too large to be followed completely. */
  readonly partial?: true;
  /** Commands that installing it runs, by name. */
  readonly installScripts: Readonly<Record<string, string>>;
  readonly tools: Readonly<Record<string, LockedTool>>;
  readonly resources: readonly string[];
  readonly prompts: readonly string[];
  /** What it does without a tool being called. */
  readonly startup: readonly LockedAbility[];
  readonly findings: readonly {
    readonly rule: string;
    readonly severity: string;
    readonly fingerprint: string;
    readonly message: string;
  }[];
}

/** The snapshot of what was examined. Names computed at run time are left out: they cannot be compared. */
export function snapshotOf(report: Report, inventory: Inventory, fetched: Fetched | undefined): Snapshot {
  const own = (text: string | undefined): string | null => (text === undefined ? null : makeSafe(text));
  const names = (kind: string): string[] =>
    sorted(
      report.server.entities.flatMap((entity) =>
        entity.kind === kind && entity.name !== undefined ? [entity.name] : [],
      ),
    );
  return {
    name: own(fetched?.name),
    version: own(fetched?.version),
    integrity: own(fetched?.integrity),
    ...(report.notes.some(({ message }) => message.includes("too large to follow completely"))
      ? { partial: true as const }
      : {}),
    installScripts: Object.fromEntries(
      sortedBy(
        (fetched?.installScripts ?? []).map(
          ({ name, command }) => [makeSafe(name), makeSafe(command)] as const,
        ),
        ([name]) => name,
      ),
    ),
    tools: Object.fromEntries(
      sortedBy(
        inventory.tools.flatMap((tool) => (tool.name === undefined ? [] : [[tool.name, tool] as const])),
        ([name]) => name,
      ).map(([name, tool]): [string, LockedTool] => [
        name,
        {
          description: tool.description ?? null,
          schema: tool.schema ?? null,
          annotations: Object.fromEntries(sortedBy(Object.entries(tool.annotations), ([key]) => key)),
          abilities: abilities(tool.items),
        },
      ]),
    ),
    resources: names("resource"),
    prompts: names("prompt"),
    startup: abilities(inventory.startup),
    findings: sortedBy(
      report.findings.map(({ ruleId, severity, fingerprint, message }) => ({
        rule: ruleId,
        severity,
        fingerprint,
        message,
      })),
      ({ rule, fingerprint }) => `${rule} ${fingerprint}`,
    ),
  };
}

function abilities(items: readonly InventoryItem[]): LockedAbility[] {
  return sortedBy(
    items.map(({ kind, subject, by, secret, open }) => ({
      kind,
      subject,
      by,
      ...(secret === undefined ? {} : { secret }),
      ...(open === undefined ? {} : { open }),
    })),
    ({ kind, subject, by }) => `${kind} ${subject} ${by}`,
  );
}

function sortedBy<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...items].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

const sorted = (texts: readonly string[]): string[] => [...new Set(texts)].sort();
