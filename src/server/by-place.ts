/**
 * Pieces of a server that no call registers: a framework looks into a folder and takes what the files there export,
 * `src/tools/ping.ts` with its `schema`, its `metadata` and a default function. Which folders and which exports, the
 * models say; they count where the package depends on the framework.
 */
import type { Language, ModuleIR } from "../ir/types.js";
import type { ConventionRow } from "../models/types.js";
import type { Frame, Machine } from "../taint/machine.js";
import { load } from "../taint/properties.js";
import { runModule } from "../taint/running.js";
import type { Site } from "../taint/site.js";
import { constStrings, isBottom, plain, reference, type Value } from "../taint/values.js";
import type { Entity } from "./entity.js";

/** Files that a framework of the program's would look at, with the row that says what they are. */
export function filesByPlace(
  m: Machine,
  modules: readonly ModuleIR[],
  dependsOn: (name: string) => boolean,
): readonly { readonly module: ModuleIR; readonly row: ConventionRow }[] {
  const rows = new Map<Language, readonly ConventionRow[]>();
  const rowsOf = (language: Language): readonly ConventionRow[] => {
    let own = rows.get(language);
    if (own === undefined) {
      const all = m.model(language).conventions;
      rows.set(language, (own = all.filter((c) => c.packages.some(dependsOn)).map((c) => c.row)));
    }
    return own;
  };
  return modules.flatMap((module) =>
    rowsOf(module.language)
      .filter((row) => liesIn(module.path, row.folder))
      .map((row) => ({ module, row })),
  );
}

const liesIn = (path: string, folder: string): boolean => path.split("/").slice(0, -1).includes(folder);

/** What such a file exports, as a piece of the server; undefined where there is no handler among it. */
export function entityByPlace(
  m: Machine,
  frame: Frame,
  { module, row }: { readonly module: ModuleIR; readonly row: ConventionRow },
): [string, Entity] | undefined {
  const info = m.info(module);
  runModule(m, info);
  const fn = module.functions[0];
  if (fn === undefined) return undefined;
  const site = m.site(module, fn.span);
  const exported = (path: string | undefined): Value | undefined => read(m, frame, info.exports, path, site);
  const handler = exported(row.handler);
  const own = handler?.refs.find((r) => r.kind === "fn");
  if (handler === undefined || own === undefined) return undefined;
  const description = exported(row.description);
  const schema = exported(row.schema);
  const name = exported(row.name);
  const entity: Entity = {
    kind: row.entity,
    name: (name === undefined ? undefined : constStrings(plain(name))?.[0]) ?? baseName(module.path),
    description: description === undefined ? undefined : constStrings(plain(description))?.[0],
    annotations: exported(row.annotations),
    schema: schema?.refs.some((r) => r.kind === "object" || r.kind === "ext") ? plain(schema) : undefined,
    enforced: true,
    handler: plain(handler),
    input: row.input ?? "0",
    site: m.site(own.module, own.fn.span),
    ...(description === undefined ? {} : { said: [plain(description)] }),
  };
  return [`file ${module.path} ${row.entity}`, entity];
}

/** What stands under a row of names; undefined where nothing does. */
function read(
  m: Machine,
  frame: Frame,
  exports: Parameters<typeof reference>[0],
  path: string | undefined,
  site: Site,
): Value | undefined {
  if (path === undefined) return undefined;
  let value = reference(exports);
  for (const key of path.split(".")) value = load(m, frame, value, key, site);
  return isBottom(value) ? undefined : value;
}

const baseName = (path: string): string => path.replace(/^.*\//, "").replace(/\.[cm]?[jt]sx?$/, "");
