/** Tools of a low-level server: what its list handler returns. */
import type { Frame, Machine } from "../taint/machine.js";
import { load } from "../taint/properties.js";
import { nameText } from "../taint/selection.js";
import { constStrings, isBottom, joinAll, type Obj, plain, reference, type Value } from "../taint/values.js";
import type { Entity } from "./entity.js";
import type { KnownReleases } from "./releases.js";

export function listedTools(m: Machine, f: Frame, result: Value, list: Entity): Entity[] {
  const out: Entity[] = [];
  const plainResult = plain(result);
  const inside = (v: Value, key: string) => load(m, f, { ...plain(v), unknown: false }, key, list.site);
  const tools = plainResult.refs.some((r) => r.kind === "array")
    ? plainResult
    : joinAll([
        // `ListToolsResult(tools=[...])`: a result made by the SDK's own class.
        ...plainResult.refs.flatMap(toolsGiven),
        inside(plainResult, "tools"),
        // A whole answer of the protocol, made by hand: `{ id, result: { tools } }`.
        inside(inside(plainResult, "result"), "tools"),
      ]);
  const items = itemsOf(m, tools);
  for (const item of items.length === 0 && list.sends === true ? sentItems(m) : items) {
    const name = field(m, f, item, "name");
    const names = name === undefined ? undefined : constStrings({ ...name, unknown: false, taints: [] });
    const said = ["description", "title"].flatMap((key) => field(m, f, item, key) ?? []);
    for (const n of names?.flatMap((text) => nameText(text) ?? []) ?? []) {
      out.push({
        said,
        kind: "tool",
        name: n,
        description: constStrings(
          field(m, f, item, "description") ?? { refs: [], consts: [], taints: [], unknown: true },
        )?.[0],
        annotations: field(m, f, item, "annotations"),
        schema: field(m, f, item, "inputSchema") ?? field(m, f, item, "input_schema"),
        enforced: false,
        handler: undefined,
        input: "none",
        site: item.site ?? list.site,
      });
    }
  }
  return out;
}

/**
 * What a library that validates holds the arguments of listed tools against, where their schemas are written out; only
 * where its release does so.
 */
export function noteValidated(
  entities: readonly Entity[],
  listed: readonly Entity[],
  releases: KnownReleases,
): void {
  const schemas = new Map<string, Value>();
  for (const { name, schema } of listed)
    if (name !== undefined && schema !== undefined && isWritten(schema)) schemas.set(name, plain(schema));
  for (const entity of entities)
    if (entity.validates !== undefined && releases.of(entity.validates, entity.site.module).holds)
      entity.validated = schemas;
}

const isWritten = ({ refs, unknown, taints }: Value): boolean =>
  refs.length > 0 && !unknown && taints.length === 0 && refs.every((r) => r.kind === "object");

/** `ListToolsResult(tools=...)`, by itself or within `ServerResult(...)`. */
function toolsGiven(result: Obj): readonly Value[] {
  if (result.kind !== "ext" || result.call === undefined) return [];
  const { names, args } = result.call;
  const inner = args[0]?.refs.filter((r) => r.kind === "ext" && r !== result) ?? [];
  return [
    ...(names.get("tools") === undefined ? [] : [names.get("tools") as Value]),
    ...inner.flatMap((r) => (r.kind === "ext" ? (r.call?.names.get("tools") ?? []) : [])),
  ];
}

/**
 * Tools in an answer that is sent, not returned: what stands under `tools` in an object of the program, where all of it
 * is described as the protocol does it.
 */
function sentItems(m: Machine): readonly Obj[] {
  const found = new Set<Obj>();
  for (const obj of m.heap.objects()) {
    const tools = obj.kind === "object" ? obj.cells.get("tools")?.value : undefined;
    const items = tools === undefined ? [] : itemsOf(m, tools);
    if (
      items.every((item) => item.kind === "object" && item.cells.has("name") && item.cells.has("inputSchema"))
    )
      for (const item of items) found.add(item);
  }
  return [...found];
}

/** Every object in the listed arrays: taken cell by cell, since a joined value holds only so many. */
function itemsOf(m: Machine, tools: Value): readonly Obj[] {
  const out = new Set<Obj>();
  for (const arr of tools.refs) {
    if (arr.kind !== "array") continue;
    for (const [key, cell] of arr.cells)
      if (!key.startsWith("%")) for (const r of cell.value.refs) out.add(r);
    m.heap.readAll(arr);
  }
  return [...out];
}

function field(m: Machine, f: Frame, item: Obj, key: string): Value | undefined {
  if (item.kind === "ext")
    return (
      item.call?.names.get(key) ??
      item.call?.args[0]?.refs.map((r) => r.cells.get(key)?.value).find((v) => v !== undefined)
    );
  const v = load(m, f, reference(item), key, item.site as never);
  return isBottom(v) ? undefined : v;
}
