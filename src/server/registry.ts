/**
 * Collects what a program registers: tools, resources, prompts, request handlers, transports.
 *
 * Registrations are recognised by the models' entity rows and, where the receiver is not known (a
 * wrapper, minified code), by the form of the call. Registrations in a loop over a list are taken apart
 * element by element.
 */
import type { EntityRow, Position } from "../models/types.js";
import { type ModelCall, readPosition } from "../taint/arguments.js";
import type { CallArgs, EntityEvent, Frame, Machine } from "../taint/machine.js";
import { load } from "../taint/properties.js";
import { nameText } from "../taint/selection.js";
import type { Site } from "../taint/site.js";
import { BOTTOM, constStrings, type Obj, onlyConst, plain, reference, type Value } from "../taint/values.js";
import { unwrapped, wrappedFunctions } from "../taint/wrapped.js";
import type { Entity } from "./entity.js";
import { oneByOne, ownClosure, pick, select, tagsOf, withCalls } from "./handed.js";
import { requestKind } from "./request-schemas.js";
import { wrappedBy } from "./run.js";
import { formOf } from "./shapes.js";

export interface Transport {
  readonly kind: string;
  readonly site: Site;
}

export class Registry {
  readonly entities: Entity[] = [];
  readonly transports: Transport[] = [];
  private readonly seen = new Map<string, Entity>();
  private readonly pending = new Map<number, { row: EntityRow; event: EntityEvent }>();

  constructor(private readonly m: Machine) {}

  /** Called for every external call that an entity row names. */
  entity(event: EntityEvent): Value | undefined {
    const { row } = event;
    if (row.entity === "transport") {
      if (!this.transports.some((t) => t.site === event.site))
        this.transports.push({ kind: row.transport ?? this.chosenTransport(event), site: event.site });
      return undefined;
    }
    if (row.entity === "server" || row.entity === "mount" || row.entity === "toolset") return undefined;
    if (row.curried === true) {
      // `@server.tool` without parentheses: the function is the only argument.
      const first = event.args.positional[0];
      if (first?.refs.some((r) => r.kind === "fn")) {
        this.register(row, event, first);
        return first;
      }
      const marker = this.m.heap.extCall(
        "%register",
        event.site,
        event.frame?.summary.heapContext ?? 0,
        event.path,
        event.self,
      );
      this.pending.set(marker.id, { row, event });
      return reference(marker);
    }
    this.register(row, event, undefined);
    return undefined;
  }

  /** The decorator that a curried registration gave is applied. */
  apply(marker: Obj, args: CallArgs): Value | undefined {
    const known = this.pending.get(marker.id);
    const fn = args.positional[0];
    if (known === undefined || fn === undefined) return undefined;
    this.register(known.row, known.event, fn);
    return fn;
  }

  /** A method call on an unknown receiver that has the form of a registration. */
  method(name: string, self: Value, args: CallArgs, site: Site, frame: Frame): Value | undefined {
    const row = formOf(this.m, name, self, args, frame, site);
    return row === undefined ? undefined : this.entity({ row, path: name, self, args, site, frame });
  }

  /** `server.run()` and `server.run("stdio")`; what else is chosen is looked at by the deployment view. */
  private chosenTransport({ row, path, self, args, site, frame }: EntityEvent): Transport["kind"] {
    if (row.name === undefined || frame === undefined) return "unknown";
    const v = readPosition(this.m, { path, self, args, site, frame }, row.name);
    if (v === undefined) return "stdio";
    const open = v.unknown || v.taints.length > 0 || v.refs.length > 0;
    return !open && v.consts.every((c) => c === undefined || c === null || c === "stdio")
      ? "stdio"
      : "unknown";
  }

  private register(row: EntityRow, event: EntityEvent, decorated: Value | undefined): void {
    if (event.frame === undefined) return;
    const call: ModelCall = {
      path: event.path,
      self: event.self,
      args: event.args,
      site: event.site,
      frame: event.frame,
    };
    const m = this.m;
    const read = (p: EntityRow["name"]) => (p === undefined ? undefined : readPosition(m, call, p));
    const given =
      decorated ??
      oneByOne(m, call, row.handler) ??
      pick(call, row.handler, read, (v) => v.refs.some((r) => r.kind === "fn" || r.kind === "class")) ??
      pick(call, row.handler, read, (v) => wrappedFunctions(m, v) !== undefined) ??
      pick(call, row.handler, read, (v) => v.refs.some((r) => r.kind === "ext"));
    const handler =
      given === undefined ? undefined : withCalls(m, event.frame, unwrapped(m, given), event.site);
    const fields = {
      name: this.nameOf(event.frame, row, read(row.name), decorated ?? handler, event.site),
      description: pick(call, row.description, read, (v) => v.consts.some((c) => typeof c === "string")),
      schema: pick(call, row.schema, read, (v) =>
        v.refs.some((r) => r.kind === "object" || r.kind === "ext"),
      ),
      annotations: pick(call, row.annotations, read, (v) =>
        v.refs.some((r) => r.kind === "object" || r.kind === "ext"),
      ),
      handler,
    };
    // A function that may be given at once, and is not: nothing is registered, or a decorator follows.
    if (row.handler !== undefined && handler === undefined && isPython(row)) return;
    for (const tag of tagsOf(Object.values(fields))) {
      this.add(row, event, {
        name: select(fields.name, tag),
        description: select(fields.description, tag),
        schema: select(fields.schema, tag),
        annotations: select(fields.annotations, tag),
        handler: ownClosure(m, event.frame, select(fields.handler, tag), tag),
      });
    }
  }

  /** The name that is given; a function that is registered without one is called by its own. */
  private nameOf(
    frame: Frame,
    row: EntityRow,
    given: Value | undefined,
    handler: Value | undefined,
    site: Site,
  ): Value | undefined {
    const missing =
      given === undefined ||
      (!given.unknown &&
        given.taints.length === 0 &&
        given.refs.every((r) => r.kind === "fn") &&
        given.consts.every((c) => c === undefined || c === null));
    if (!missing || handler === undefined || row.input !== "kwargs") return given;
    // What an unknown decorator made of a function is called like the function.
    const functions = handler.refs.filter((r) => r.kind === "fn");
    const called = functions.length > 0 ? { ...handler, refs: functions } : handler;
    const own = load(this.m, frame, called, "__name__", site);
    // Decorated twice, a wrapper has had two names; it is called like what all of them wrap.
    return own.consts.length > called.refs.length
      ? load(this.m, frame, wrappedBy(this.m, called), "__name__", site)
      : own;
  }

  private add(
    row: EntityRow,
    event: EntityEvent,
    v: Record<"name" | "description" | "schema" | "annotations" | "handler", Value | undefined>,
  ): void {
    const names = v.name === undefined ? undefined : constStrings(plain(v.name));
    // Where a row names no request, it speaks of one alone.
    const alone = row.name === undefined ? "request" : undefined;
    const request =
      row.entity === "request" ? (requestKind(this.m, row, event, v.name, v.handler) ?? alone) : undefined;
    if (row.entity === "request" && request === undefined) return;
    const kind =
      request ??
      (row.entity === "call-tool"
        ? "call"
        : row.entity === "list-tools"
          ? "list"
          : (row.entity as Entity["kind"]));
    const name = names?.length === 1 ? nameText(names[0]) : undefined;
    const schema = v.schema !== undefined && hasSchema(v.schema) ? plain(v.schema) : undefined;
    const input =
      schema === undefined && row.inputWithoutSchema !== undefined
        ? row.inputWithoutSchema
        : (row.input ?? "0");
    const handlerKey = v.handler?.refs.map((r) => r.id).join(",") ?? "";
    const key = `${event.site.id}|${kind}|${name ?? "?"}|${handlerKey}`;
    if (this.seen.has(key) || this.isMade(v.handler, event)) return;
    const docstring = v.handler?.refs
      .map((r) => (r.kind === "fn" ? r.fn.docstring : undefined))
      .find((d) => d !== undefined);
    const entity: Entity = {
      kind,
      name: request === undefined ? name : undefined,
      description:
        (v.description === undefined ? undefined : constStrings(plain(v.description))?.[0]) ?? docstring,
      annotations: v.annotations === undefined ? undefined : plain(v.annotations),
      schema,
      enforced: kind === "tool" || kind === "prompt" || input === "kwargs",
      handler: v.handler === undefined ? undefined : plain(v.handler),
      input: request === "call" && (row.input ?? "0.params") === "0.params" ? "request" : input,
      site: event.site,
      ...(row.context === undefined ? {} : { context: row.context }),
      ...(row.validates !== undefined && this.isOn(event, row.validates.off)
        ? { validates: row.validates.versions }
        : {}),
      ...(v.description === undefined ? {} : { said: [plain(v.description)] }),
    };
    this.seen.set(key, entity);
    this.entities.push(entity);
  }

  /** Is an option that can be switched off not given, or true? */
  private isOn({ path, self, args, site, frame }: EntityEvent, at: Position): boolean {
    if (frame === undefined) return false;
    const v = readPosition(this.m, { path, self, args, site, frame }, at);
    return v === undefined || onlyConst(v)?.value === true;
  }

  /** Is it an object that another registering call made (`Tool.from_function(f)`, then `add_tool(tool)`)? */
  private isMade(handler: Value | undefined, event: EntityEvent): boolean {
    const { refs } = handler ?? BOTTOM;
    const models = this.m.model(event.site.module.language);
    return (
      refs.length > 0 &&
      refs.every(
        (r) =>
          r.kind === "ext" && r.call !== undefined && (models.call(r.call.callee)?.entities.length ?? 0) > 0,
      )
    );
  }

  /** Adds an entity found by other means (a listed definition, a tool object). */
  addFound(entity: Entity, key: string): void {
    if (this.seen.has(key)) return;
    this.seen.set(key, entity);
    this.entities.push(entity);
  }
}

function hasSchema(v: Value): boolean {
  return v.refs.some((r) => r.kind === "object" || r.kind === "ext" || r.kind === "class");
}

/** Rows of Python say that parameters are arguments, or name the handler by a keyword. */
const isPython = (row: EntityRow): boolean => row.input === "kwargs" || String(row.handler).startsWith("kw:");
