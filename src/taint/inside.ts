/** Values that should stay inside, where they come into a program: variables of the environment, files of credentials. */
import type { Position, SourceRow } from "../models/types.js";
import { type ModelCall, readPosition } from "./arguments.js";
import type { Node, Op } from "./lineage.js";
import type { Machine } from "./machine.js";
import { isEnvironment, isSecretName, secretFile } from "./secrets.js";
import type { Site } from "./site.js";
import { BOTTOM, join, type Obj, UNKNOWN, type Value } from "./values.js";

/** One variable of the environment: a secret by its name, or nothing that has to be followed. */
export function environmentVariable(m: Machine, name: string, site: Site): Value {
  if (!isSecretName(name) || !m.wantedSources.has("env-secret")) return UNKNOWN;
  return { ...BOTTOM, taints: [m.source("env-secret", name, site, undefined, name)] };
}

/** A variable of the environment that goes by a name from outside. Which names these can be, the verdict asks. */
export function variableNamed(
  m: Machine,
  environment: readonly Node[],
  names: readonly Node[],
  site: Site,
): Value {
  const op: Op = { op: "flow", flow: "element", label: "element", named: names };
  return { ...BOTTOM, taints: environment.map((n) => m.lineage.extend(n, op, site)) };
}

/** A variable of the environment that is read by a call. */
export function namedSource(m: Machine, call: ModelCall, row: SourceRow, position: Position): Value {
  const name = readPosition(m, call, position);
  if (name === undefined) return BOTTOM;
  let out: Value = BOTTOM;
  for (const c of name.consts)
    if (typeof c === "string") out = join(out, environmentVariable(m, c, call.site));
  if (name.taints.length === 0) return out;
  const environment = m.source(row.kind, `${call.path}()`, call.site, undefined, call.path);
  return join(out, variableNamed(m, [environment], name.taints, call.site));
}

/**
 * What a function gives of which nothing is known but that it was handed the environment and a name: the variable of
 * that name (`readEnvVar("DB_PASSWORD", { env: process.env })`).
 */
export function variableRead(m: Machine, { args, site }: ModelCall): Value {
  const given = [...args.positional, ...args.names.values()];
  const [name, ...others] = given.flatMap(({ consts }) =>
    consts.filter((c): c is string => typeof c === "string" && isSecretName(c)),
  );
  if (name === undefined || others.length > 0) return BOTTOM;
  const isGiven = (v: Value): boolean => v.taints.some(isEnvironment);
  const holds = (r: Obj): boolean =>
    r.kind === "object" &&
    [...r.cells.keys()].slice(0, MAX_OPTIONS).some((key) => isGiven(m.heap.read(r, key)));
  return given.some((v) => isGiven(v) || v.refs.some(holds)) ? environmentVariable(m, name, site) : BOTTOM;
}

/** As many options of a call are looked at. */
const MAX_OPTIONS = 8;

/** What stands in a file of which the path says that it holds credentials. */
export function secretContent(m: Machine, call: ModelCall, path: Value): Value {
  const file = m.wantedSources.has("sensitive-file") ? secretFile(path) : undefined;
  return file === undefined
    ? BOTTOM
    : { ...BOTTOM, taints: [m.source("sensitive-file", file, call.site, undefined, file)] };
}
