/**
 * Finds what the models say of an access path ("child_process.exec", "pg.Pool().query").
 *
 * Made once per language from the packed model files; look-ups are by exact path. Package aliases
 * ("node:fs") are resolved when a path is made, see `canonical`. The rows of a package are indexed when the
 * first path that begins with its name is looked up: a program uses few of those that are modelled.
 */
import {
  append,
  type CallModel,
  NO_ROWS,
  NONE,
  pathOf,
  type ReadModel,
  ROWS,
  type Rows,
} from "./call-model.js";
import type {
  ConventionRow,
  EmbeddedRow,
  FlowRow,
  ModelFile,
  PlaceRow,
  SecretRow,
  SourceRow,
} from "./types.js";

/** In `read`: whatever the property is called. */
const ANY_NAME = "*";

/** A class and its method that registers something. */
type Registrar = readonly [cls: string, method: string];

export class ModelIndex {
  private readonly calls = new Map<string, CallModel>();
  private readonly readSources = new Map<string, SourceRow>();
  private readonly reads = new Map<string, ReadModel>();
  /** Last names of the properties in `reads`: most reads are of other names. */
  private readonly readNames = new Set<string>();
  private readonly aliases = new Map<string, string>();
  private readonly packages = new Set<string>();
  private readonly found = new Map<string, CallModel | null>();
  private readonly constants = new Map<string, string>();
  private readonly places = new Map<string, PlaceRow["is"]>();
  private readonly secretRows = new Map<string, readonly SecretRow[]>();
  /** Files whose rows are not indexed yet, by the package that their paths begin with. */
  private readonly waiting = new Map<string, ModelFile[]>();
  private readonly prepared = new Set<string>();
  private hasWild = false;
  /** A class can be a package of its own, under several names: what such names stand for, by what they begin with. */
  private classAliases: ReadonlyMap<string, readonly string[]> | undefined;
  private readonly registering = new Map<string, readonly Registrar[]>();

  /** Pieces of a server that are found by where their files lie, with the packages that look there. */
  readonly conventions: { readonly row: ConventionRow; readonly packages: readonly string[] }[] = [];

  /** Classes that bundles hold under other names, by one of their methods. */
  private readonly embedded = new Map<string, { readonly row: EmbeddedRow; readonly path: string }[]>();

  // Thousands of models have rows of one or two kinds: the kinds without rows share a list.
  constructor(files: readonly ModelFile[]) {
    for (const file of files) {
      const main = file.packages[0];
      if (main === undefined) continue;
      for (const name of file.packages) {
        this.packages.add(name);
        if (name !== main) this.aliases.set(name, main);
      }
      for (const row of file.conventions ?? []) this.conventions.push({ row, packages: file.packages });
      for (const row of file.embedded ?? []) {
        const known = this.embedded.get(row.methods[0] as string) ?? [];
        this.embedded.set(row.methods[0] as string, [...known, { row, path: pathOf(main, row.is) }]);
      }
      const others = this.waiting.get(main);
      if (others === undefined) this.waiting.set(main, [file]);
      else others.push(file);
    }
  }

  /** Indexes the rows of all packages whose paths begin like this one. */
  private prepare(path: string): void {
    if (this.prepared.has(path)) return;
    this.prepared.add(path);
    for (let end = 1; end <= path.length; end++) {
      const next = path[end];
      if (next === undefined || next === "." || next === "(") this.indexPackage(path.slice(0, end));
    }
  }

  private indexPackage(main: string): void {
    const files = this.waiting.get(main);
    if (files === undefined) return;
    this.waiting.delete(main);
    for (const file of files) {
      for (const kind of ROWS) for (const row of file[kind] ?? []) this.addRow(main, kind, row);
      for (const [name, value] of Object.entries(file.constants ?? {}))
        this.constants.set(pathOf(main, name), value);
      for (const row of file.places ?? [])
        for (const path of [...list(row.call).map((call) => `${call}()`), ...list(row.read)])
          this.places.set(pathOf(main, path), row.is);
      for (const row of file.secrets ?? [])
        for (const path of list(row.call).map((call) => pathOf(main, call)))
          this.secretRows.set(path, [...this.secrets(path), row]);
      for (const call of file.exits ?? []) this.at(pathOf(main, call)).exits = true;
    }
  }

  /** Path of the library's class that one with these members is; undefined for classes of the program's own. */
  embeddedAs(members: readonly { readonly name: string }[]): string | undefined {
    for (const { name } of members)
      for (const { row, path } of this.embedded.get(name) ?? [])
        if (row.methods.every((method) => members.some((each) => each.name === method))) return path;
    return undefined;
  }

  /** Classes of a package, as it is imported, whose methods register something: name and method. */
  registrars(pkg: string): readonly Registrar[] {
    let found = this.registering.get(pkg);
    if (found === undefined) {
      const main = this.aliases.get(pkg) ?? pkg;
      found = this.findRegistrars(main);
      if (found.length === 0 && main !== pkg) found = this.findRegistrars(pkg);
      this.registering.set(pkg, found);
    }
    return found;
  }

  private findRegistrars(pkg: string): readonly Registrar[] {
    const within = `${pkg}.`;
    this.classAliases ??= byHolder(this.aliases);
    const classes = this.classAliases.get(pkg) ?? [];
    this.prepare(pkg);
    for (const main of [...this.waiting.keys()]) if (main.startsWith(within)) this.indexPackage(main);
    for (const main of classes) this.indexPackage(main);
    const found: Registrar[] = [];
    for (const [path, model] of this.calls) {
      if (model.entities.length === 0) continue;
      const [, holder = "", cls = "", method] = /^(.*?)([A-Za-z_]\w*)\(\)\.(\w+)$/.exec(path) ?? [];
      if (method === undefined) continue;
      if (holder === within || holder === pkg) found.push([cls, method]);
      for (const main of classes) if (main === holder + cls) found.push([cls, method]);
    }
    return found;
  }

  private addRow(pkg: string, kind: Rows, row: { readonly call?: string | readonly string[] }): void {
    for (const call of list(row.call)) append(this.at(pathOf(pkg, call)), kind, row);
    if (kind === "sources") {
      for (const read of list((row as SourceRow).read))
        this.readSources.set(pathOf(pkg, read), row as SourceRow);
    }
    if (kind === "flows" || kind === "guards" || kind === "types") {
      for (const read of list((row as FlowRow).read)) append(this.readAt(pathOf(pkg, read)), kind, row);
    }
  }

  private at(path: string): CallModel {
    let model = this.calls.get(path);
    if (path.includes(".**.")) this.hasWild = true;
    if (model === undefined) {
      model = { ...NO_ROWS, exits: false };
      this.calls.set(path, model);
    }
    return model;
  }

  private readAt(path: string): ReadModel {
    let model = this.reads.get(path);
    if (model === undefined) this.reads.set(path, (model = { flows: NONE, guards: NONE, types: NONE }));
    this.readNames.add(path.slice(path.lastIndexOf(".") + 1));
    return model;
  }

  /** What reading the property `key` of `path` does, if anything: the exact path, else "**.key", else any property of it. */
  property(path: string, key: string): ReadModel | undefined {
    this.prepare(path);
    const own = this.readNames.has(key)
      ? (this.reads.get(`${path}.${key}`) ?? this.wildRead(path, key))
      : undefined;
    return own ?? (this.readNames.has(ANY_NAME) ? this.reads.get(`${path}.${ANY_NAME}`) : undefined);
  }

  private wildRead(path: string, key: string): ReadModel | undefined {
    for (let end = path.indexOf("."); end > 0; end = path.indexOf(".", end + 1)) {
      const model = this.reads.get(`${path.slice(0, end)}.**.${key}`);
      if (model !== undefined) return model;
    }
    return undefined;
  }

  /** Models of a call of `path`, if any: the exact path, else a row "**.name" of its package. */
  call(path: string): CallModel | undefined {
    let found = this.found.get(path);
    if (found === undefined) {
      this.prepare(path);
      found = this.calls.get(path) ?? this.wild(path) ?? null;
      this.found.set(path, found);
    }
    return found ?? undefined;
  }

  private wild(path: string): CallModel | undefined {
    if (!this.hasWild) return undefined;
    const last = path.slice(path.lastIndexOf(".") + 1);
    for (let end = path.indexOf("."); end > 0; end = path.indexOf(".", end + 1)) {
      // `knex()("users").where().orderByRaw`: the package itself may be what is called.
      const model = this.calls.get(`${path.slice(0, end).replace(/(?:\(\))+$/, "")}.**.${last}`);
      if (model !== undefined) return model;
    }
    return undefined;
  }

  /** Which place of the machine the result or property at an access path is, if it is one. */
  place(path: string): PlaceRow["is"] | undefined {
    this.prepare(path);
    return this.places.get(path);
  }

  /** Which arguments of a call of `path` are secrets. */
  secrets(path: string): readonly SecretRow[] {
    this.prepare(path);
    return this.secretRows.get(path) ?? NONE;
  }

  /** Value of a constant property, if known. */
  constant(path: string): string | undefined {
    this.prepare(path);
    return this.constants.get(path);
  }

  /** Source made by reading `path`, if any. */
  read(path: string): SourceRow | undefined {
    this.prepare(path);
    return this.readSources.get(path);
  }

  /** The name under which a package, or what is imported from within it (`patchright.async_api`), is modelled. */
  canonical(pkg: string): string {
    const whole = this.aliases.get(pkg);
    if (whole !== undefined) return whole;
    // In the name of a file, a dot stands before what says of which kind it is.
    if (this.packages.has(pkg) || pkg.includes("/")) return pkg;
    const dot = pkg.indexOf(".");
    const main = dot > 0 ? this.aliases.get(pkg.slice(0, dot)) : undefined;
    return main === undefined ? pkg : main + pkg.slice(dot);
  }

  /** Is anything known of this package? */
  knows(pkg: string): boolean {
    return this.packages.has(pkg);
  }
}

function byHolder(aliases: ReadonlyMap<string, string>): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [alias, main] of aliases) {
    const holder = alias.slice(0, Math.max(0, alias.lastIndexOf(".")));
    const others = found.get(holder);
    if (others === undefined) found.set(holder, [main]);
    else others.push(main);
  }
  return found;
}

function list(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === "string" ? [value] : value;
}
