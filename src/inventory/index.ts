/**
 * The inventory of a program: what each tool can do, and what happens without any tool being called.
 *
 * It is made of the calls that the analysis recorded and of the models, so it says nothing of libraries that
 * no model knows, and nothing of what a dependency does by itself.
 */

import { isBuiltin } from "node:module";
import type { CapabilityKind, Inventory, InventoryItem, ToolInventory } from "../findings/inventory.js";
import { clip, makeSafe } from "../findings/quote.js";
import { STANDARD_MODULES } from "../frontends/python/stdlib.js";
import type { FunctionCode } from "../ir/code.js";
import { environmentReads } from "../ir/environment.js";
import type { FunctionIR, ModuleIR } from "../ir/types.js";
import type { Deployment } from "../server/deployment.js";
import type { SeenCalls } from "../server/seen.js";
import type { ReachedCall } from "../server/tool-calls.js";
import { isSecretName } from "../taint/secrets.js";
import type { Site } from "../taint/site.js";
import { locate } from "../taint/site.js";
import type { Value } from "../taint/values.js";
import { DECIDERS, itemsOf, itemsOfReached, nameOf, packageOf, type Reading } from "./capabilities.js";
import { shapeOf } from "./schema-shape.js";
import { ANY, Subjects } from "./subject.js";
import { unfollowedOf } from "./unfollowed.js";

/** What is needed of the program that rules see. */
export interface InventoryInput {
  readonly tools: readonly {
    readonly name: string | undefined;
    readonly description: string | undefined;
    readonly annotations: Readonly<Record<string, unknown>>;
    readonly schema: Value | undefined;
    readonly site: Site;
    readonly functions: ReadonlySet<FunctionIR>;
    readonly calls: readonly ReachedCall[];
  }[];
  readonly deployment: Deployment;
  readonly functions: readonly FunctionCode[];
  readonly modules: readonly ModuleIR[];
}

const ORDER: readonly CapabilityKind[] = [
  "code",
  "program",
  "file-delete",
  "file-write",
  "file-read",
  "file-list",
  "network",
  "listen",
  "database",
  "private-data",
  "environment",
];

export function inventoryOf(program: InventoryInput): Inventory {
  const { calls, settings } = program.deployment;
  const reading: Reading = { calls, subjects: new Subjects(calls, settings) };
  const variables = variablesOf(program);
  const reached = new Set<Site>();
  const tools = program.tools.map((tool): ToolInventory => {
    const items: InventoryItem[] = [];
    for (const call of tool.calls) {
      reached.add(call.call.site);
      items.push(...itemsOfReached(call, reading));
    }
    for (const [code, read] of variables.byFunction)
      if (variables.own(tool).has(code.fn)) items.push(...read);
    return {
      name: tool.name === undefined ? undefined : makeSafe(tool.name),
      location: locate(tool.site),
      description: tool.description === undefined ? undefined : makeSafe(tool.description),
      schema: safely(shapeOf(tool.schema)),
      annotations: Object.fromEntries(
        Object.entries(tool.annotations).map(([key, value]) => [
          makeSafe(key),
          typeof value === "string" ? makeSafe(value) : value,
        ]),
      ),
      items: merge(items),
    };
  });
  const used = new Set(program.tools.flatMap((tool) => [...variables.own(tool)]));
  const startup = [
    ...calls.all.filter((call) => !reached.has(call.site)).flatMap((call) => itemsOf(call, reading)),
    ...[...variables.byFunction].flatMap(([code, read]) => (used.has(code.fn) ? [] : read)),
    ...listeners(program.deployment),
  ];
  const seen = new Set([...tools.flatMap((tool) => tool.items), ...startup].map((item) => item.kind));
  return {
    tools,
    startup: merge(startup),
    unknown: unknownPackages(calls),
    unfollowed: unfollowedOf(program.modules, seen),
  };
}

/** Packages of others that are called and not modelled; those of the protocol only carry the calls. */
function unknownPackages(calls: SeenCalls): string[] {
  const found = new Set<string>();
  for (const { path, site } of calls.all) {
    const { language } = site.module;
    const name = packageOf(path);
    const [top = ""] = name.split(/[./]/);
    if (name === "" || name.startsWith("%") || /modelcontextprotocol|^mcp$|^fastmcp$/.test(name)) continue;
    if (
      language === "python"
        ? STANDARD_MODULES.has(top)
        : isBuiltin(`node:${name}`) || isBuiltin(name) || name === "global"
    )
      continue;
    if (name === "global" || name === "builtins" || !/^(?:@[\w.-]+\/)?[A-Za-z][\w./-]*$/.test(name)) continue;
    const model = calls.m.model(language);
    // A part of a package that is known is known.
    const whole = language === "python" ? top : (/^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name);
    if (
      ![name, whole, path.split("(")[0]?.split(".").slice(0, 2).join(".") ?? ""].some((each) =>
        model.knows(each),
      )
    )
      found.add(makeSafe(whole));
  }
  return [...found].sort();
}

/** Variables that functions read, and which functions are a tool's own. */
function variablesOf(program: InventoryInput): {
  readonly byFunction: ReadonlyMap<FunctionCode, readonly InventoryItem[]>;
  own(tool: InventoryInput["tools"][number]): ReadonlySet<FunctionIR>;
} {
  const byFunction = new Map<FunctionCode, InventoryItem[]>();
  for (const code of program.functions) {
    const items = [...environmentReads(code)].map(
      ({ name, instr }): InventoryItem => ({
        kind: "environment",
        subject: clip(makeSafe(name), 100),
        by: "constant",
        ...(isSecretName(name) ? { secret: true } : {}),
        call: "",
        location: { path: code.module.path, span: instr.span },
        way: [],
      }),
    );
    if (items.length > 0) byFunction.set(code, items);
  }
  // Tools that one function handles have everything in common, so nothing of it is one tool's own.
  const shared = (tool: InventoryInput["tools"][number]): boolean =>
    program.tools.some(
      (other) =>
        other !== tool &&
        other.functions.size === tool.functions.size &&
        same(other.functions, tool.functions),
    );
  const none: ReadonlySet<FunctionIR> = new Set();
  return { byFunction, own: (tool) => (byFunction.size === 0 || shared(tool) ? none : tool.functions) };
}

function same(a: ReadonlySet<FunctionIR>, b: ReadonlySet<FunctionIR>): boolean {
  for (const fn of a) if (!b.has(fn)) return false;
  return true;
}

function listeners({ allListeners }: Deployment): InventoryItem[] {
  return allListeners.map((listener) => ({
    kind: "listen",
    subject:
      listener.exposure === "loopback"
        ? "this machine only"
        : listener.exposure === "all"
          ? "all interfaces"
          : "",
    by: listener.configurable
      ? "setting"
      : listener.exposure === "loopback" || listener.exposure === "all"
        ? "constant"
        : "unknown",
    open: listener.exposure !== "loopback",
    call: nameOf(listener.path),
    location: locate(listener.site),
    way: [],
  }));
}

/** One item for each thing, with the shortest way; what is known in more detail replaces "any". */
function merge(items: readonly InventoryItem[]): InventoryItem[] {
  const known = new Map<string, InventoryItem>();
  for (const item of items) {
    const key = `${item.kind}|${item.subject}|${item.by}`;
    const before = known.get(key);
    if (before === undefined) known.set(key, item);
    else {
      const better = item.way.length < before.way.length ? item : before;
      const verbs = [...new Set([...(before.verbs ?? []), ...(item.verbs ?? [])])].sort();
      known.set(key, verbs.length > 0 ? { ...better, verbs } : better);
    }
  }
  const all = [...known.values()];
  const free = new Set(
    all.flatMap((item) => (item.subject === "" && item.by === "caller" ? [item.kind] : [])),
  );
  // Where the caller has a free hand, partly known places and those that nobody knows add nothing.
  const telling = all.filter(
    (item) =>
      !free.has(item.kind) || (item.subject === "" ? item.by === "caller" : !item.subject.includes(ANY)),
  );
  return telling.sort(
    (a, b) =>
      ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) ||
      DECIDERS.indexOf(b.by) - DECIDERS.indexOf(a.by) ||
      (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0),
  );
}

const safely = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : makeSafe(text);
