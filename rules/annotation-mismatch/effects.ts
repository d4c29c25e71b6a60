/**
 * What a call does to the world outside, as far as the model of the library, the constant text of a query or
 * command, or the method of a request says it. Only what the caller has a part in counts, and the deletion of
 * a place that the code names: a cache file or a start-up table is nobody's business.
 */

import {
  asMade,
  type CallRecord,
  constants,
  isGiven,
  type Program,
  type ReachedCall,
  type Value,
} from "../../src/rules/api.js";
import { isOwnTemporary } from "./temporary.js";

export type Does = "writes" | "deletes" | "adds" | "executes" | "reaches out";

export interface Effect {
  readonly does: Does;
  /** "deletes a file", "sends a DELETE request". */
  readonly text: string;
  /** Known from a model rather than from a method's name. */
  readonly sure: boolean;
}

type SinkRow = NonNullable<ReturnType<Program["calls"]["model"]>>["sinks"][number];

/** Files that a program keeps for itself. */
const OWN_FILES = /log|audit|cache|tmp|temp|history|telemetry|metrics|session|lock|pid|state|config|index/i;
const OWN_WORK = /cache|index|telemetry|analytics|log(?:ger|ging|_|[A-Z]|$)|audit|metric|track/i;
const MAKES_FOLDER = /(?:^|\.)(?:mkdir|mkdirs|makedirs|ensureDir|mkdirp|ensure_dir|chmod|utime)\w*$/i;

const CHANGING_COMMAND =
  /^\s*(?:sudo\s+)?(?:rm|rmdir|mv|dd|mkfs\S*|shred|kill|pkill|killall|chmod|chown|truncate|tee|unlink)\s|\bgit\s+(?:-\S+\s+\S+\s+)*(?:push|commit|reset|checkout|clean|rebase|merge|rm|add|branch\s+-[dD]|tag\s+-d|stash)\b|\bkubectl\s+(?:delete|apply|create|scale|drain|patch|replace|edit|exec|cordon)\b|\bdocker\s+(?:rm|rmi|kill|stop|run|exec|\w+\s+(?:rm|prune))\b|\b(?:npm|pnpm|yarn|pip|pip3|apt|apt-get|brew)\s+(?:install|uninstall|publish|remove|purge)\b|\bterraform\s+(?:apply|destroy)\b|\bhelm\s+(?:install|uninstall|upgrade|delete)\b|\bsystemctl\s+(?:stop|restart|disable|start)\b/i;
/** A trigger, an index and a view hold no data of their own; nothing else goes with them. */
const DROPS_NO_DATA =
  /^\s*DROP\s+(?:TRIGGER|INDEX|VIEW|MATERIALIZED\s+VIEW)\b(?![\s\S]*\b(?:DELETE\s+FROM|TRUNCATE|DROP\s+(?!TRIGGER|INDEX|VIEW|MATERIALIZED))\b)/i;
const DELETING_COMMAND =
  /^\s*(?:sudo\s+)?(?:rm|rmdir|dd|mkfs\S*|shred|truncate|unlink)\s|\bgit\s+(?:reset\s+--hard|clean|branch\s+-D|push\s+(?:-f|--force))\b|\bkubectl\s+(?:delete|drain)\b|\bdocker\s+(?:rm|rmi|\w+\s+(?:rm|prune))\b|\bterraform\s+destroy\b|\bhelm\s+(?:uninstall|delete)\b/i;

const lastName = (path: string): string => path.slice(path.lastIndexOf(".") + 1);

/** Effects of one reached call; `free` calls are those in which the caller sends the whole command or code. */
export function effectsOf(program: Program, reached: ReachedCall, free: boolean): readonly Effect[] {
  const call = asMade(reached);
  // What a program keeps for itself, by the functions that lead there.
  if (reached.way.some(({ callee }) => OWN_WORK.test(callee))) return [];
  const model = program.calls.model(call);
  const out: Effect[] = [];
  for (const row of program.calls.sinks(call)) out.push(...ofRow(program, call, row, free));
  if ((model?.sinks.length ?? 0) === 0) out.push(...byName(call));
  return out;
}

function ofRow(program: Program, call: CallRecord, row: SinkRow, free: boolean): Effect[] {
  const v = program.calls.read(call, row.arg);
  const given = isTainted(v);
  const name = lastName(call.path);
  switch (row.kind) {
    case "file-delete":
      if (given && isOwnTemporary(program, call, row)) return [];
      return given || isFixedPlace(program, call, v)
        ? [{ does: "deletes", text: "deletes a file", sure: true }]
        : [];
    case "file-write": {
      // A picture is written only where an option says to which file.
      if (isOption(row.arg) && (v === undefined || !isGiven(v))) return [];
      // Opening a database is no change of it.
      if (/^(?:connect|open_database|Database|create_engine)$/i.test(name)) return [];
      if (!given && (!othersTainted(call) || MAKES_FOLDER.test(call.path) || isOwnFile(program, call, v)))
        return [];
      const adds = /append/i.test(name) || modeOf(program, call)?.startsWith("a") === true;
      return [
        {
          does: "writes",
          text: MAKES_FOLDER.test(call.path) ? "makes a folder" : "writes a file",
          sure: true,
        },
        ...(adds ? [{ does: "adds" as const, text: "appends to a file at each call", sure: true }] : []),
      ];
    }
    case "os-command":
    case "code":
    case "program":
      if (free)
        return [
          {
            does: "executes",
            text:
              row.kind === "code"
                ? "executes code that the caller sends"
                : "runs what the caller sends as a command",
            sure: true,
          },
        ];
      return row.kind === "code" ? [] : ofCommand(commandText(program, call, row));
    case "sql":
      return ofQuery(v);
    case "nosql":
      if (/^(?:delete|remove|drop|findOneAndDelete)/i.test(name))
        return [{ does: "deletes", text: "deletes from a database", sure: true }];
      return /^(?:insert|update|replace|bulkWrite|findOneAnd)/i.test(name)
        ? [
            { does: "writes", text: "writes to a database", sure: true },
            ...(/^insert/i.test(name)
              ? [{ does: "adds" as const, text: "inserts into a database at each call", sure: true }]
              : []),
          ]
        : [];
    case "url":
      return ofRequest(program, call, v, name);
    default:
      return [];
  }
}

/** The constant words of a command. */
function commandText(program: Program, call: CallRecord, row: SinkRow): string {
  const words: string[] = textsOf(program.calls.read(call, row.arg));
  for (const args of program.calls.model(call)?.sinks ?? []) {
    if (args.kind !== "program-args") continue;
    for (const obj of program.calls.read(call, args.arg)?.refs ?? [])
      if (obj.kind === "array")
        for (const [key, cell] of obj.cells) if (/^\d+$/.test(key)) words.push(...textsOf(cell.value));
  }
  return words.join(" ");
}

function ofCommand(text: string): Effect[] {
  const match = CHANGING_COMMAND.exec(`${text} `);
  if (match === null) return [];
  const what = `runs \`${match[0].trim().slice(0, 40)}\``;
  return [
    { does: "writes", text: what, sure: true },
    ...(DELETING_COMMAND.test(`${text} `) ? [{ does: "deletes" as const, text: what, sure: true }] : []),
  ];
}

function ofQuery(v: Value | undefined): Effect[] {
  for (const text of textsOf(v)) {
    const verb =
      /^\s*(?:WITH\b[\s\S]{0,400}?\)\s*)?(DELETE|DROP|TRUNCATE|UPDATE|INSERT|REPLACE|ALTER|MERGE)\b/i
        .exec(text)?.[1]
        ?.toUpperCase();
    if (verb === undefined) continue;
    const effect = { text: `sends a ${verb} statement`, sure: true };
    return [
      {
        ...effect,
        does: /DELETE|DROP|TRUNCATE/.test(verb) && !DROPS_NO_DATA.test(text) ? "deletes" : "writes",
      },
      ...(verb === "INSERT" &&
      !/ON\s+CONFLICT|ON\s+DUPLICATE|OR\s+(?:REPLACE|IGNORE)|NOT\s+EXISTS/i.test(text)
        ? [{ does: "adds" as const, text: "inserts a row at each call", sure: true }]
        : []),
    ];
  }
  return [];
}

function ofRequest(program: Program, call: CallRecord, v: Value | undefined, name: string): Effect[] {
  const option = ["kw:method", "0.method", "1.method", "0"]
    .map((at) => constants(program.calls.read(call, at))?.[0])
    .find((c) => typeof c === "string" && /^(?:get|put|post|patch|delete|head|options)$/i.test(c));
  const method = String(option ?? name).toUpperCase();
  const out: Effect[] = [];
  if (method === "DELETE") out.push({ does: "deletes", text: "sends a DELETE request", sure: true });
  else if (method === "PUT" || method === "PATCH")
    out.push({ does: "writes", text: `sends a ${method} request`, sure: true });
  const outside = textsOf(v).find((text) =>
    /^(?:https?|wss?):\/\/(?!localhost|127\.|0\.0\.0\.0|\[?::1|[^/]*\.(?:local|internal)\b)[\w-]+(?:\.[\w-]+)+/i.test(
      text,
    ),
  );
  if (outside !== undefined && (isTainted(v) || othersTainted(call)))
    out.push({
      does: "reaches out",
      text: `sends a request to ${/^\w+:\/\/([^/?#]+)/.exec(outside)?.[1] ?? "another host"}`,
      sure: true,
    });
  return out;
}

const CONTAINERS =
  /^(?:global|builtins|%value|%any|zod|express|typing|collections|crypto|node:crypto|hashlib|hmac)\b|(?:Map|Set|Headers|URLSearchParams|FormData|Cache|LRU\w*|Store|Params)\(\)\.\w+$|cache|cookies|emitter|\.json\b/i;

/** Methods of clients that no model describes: a name that begins with what it does. */
function byName(call: CallRecord): Effect[] {
  const name = lastName(call.path);
  if (
    !call.path.includes("()") ||
    CONTAINERS.test(call.path) ||
    ![...call.args, ...call.names.values()].some(isTainted)
  )
    return [];
  if (
    /^(?:delete|remove|destroy|drop|purge)(?:[A-Z_]|$)/.test(name) &&
    !/listener|handler|prefix|suffix|duplicates/i.test(name)
  )
    return [{ does: "deletes", text: `calls \`${name}()\``, sure: false }];
  return /^(?:update|insert|upload|publish|sendMail|send_mail|send_message|sendMessage|put_object|putObject|createIssue|create_issue)(?:[A-Z_]|$)/.test(
    name,
  )
    ? [{ does: "writes", text: `calls \`${name}()\``, sure: false }]
    : [];
}

const isOption = (position: SinkRow["arg"]): boolean => /^\d+\.\w/.test(String(position));

const isTainted = (v: Value | undefined): boolean => (v?.taints.length ?? 0) > 0;

function othersTainted(call: CallRecord): boolean {
  const deep = (v: Value, depth: number): boolean =>
    v.taints.length > 0 ||
    (depth > 0 &&
      v.refs.some(
        (r) =>
          (r.kind === "object" || r.kind === "array") &&
          [...r.cells.values()].some((cell) => deep(cell.value, depth - 1)),
      ));
  return [...call.args, ...call.names.values()].some((v) => deep(v, 2));
}

/** A path that the program keeps something of its own at, by its text or by the name it goes by. */
/** A path that is written in the code and is none of the files that a program keeps for itself. */
function isFixedPlace(program: Program, call: CallRecord, v: Value | undefined): boolean {
  return (
    v !== undefined &&
    v.refs.length === 0 &&
    v.consts.some((text) => typeof text === "string" && /^[~/.\w]/.test(text)) &&
    !isOwnFile(program, call, v)
  );
}

function isOwnFile(program: Program, call: CallRecord, v: Value | undefined): boolean {
  if (textsOf(v).some((text) => OWN_FILES.test(text))) return true;
  const code = program.codeOf(call.site.module, call.fn);
  const instr = code.callAt(call.site.span);
  if (instr === undefined) return false;
  return OWN_FILES.test(
    [code.text(instr.callee), ...instr.args.map((arg) => code.text(arg.value)), call.fn.name].join(" "),
  );
}

function modeOf(program: Program, call: CallRecord): string | undefined {
  const mode = constants(program.calls.read(call, "1|kw:mode|kw:flag|kw:flags"))?.[0];
  return typeof mode === "string" && mode.length < 4 ? mode : undefined;
}

/** Constants, and what stands before a caller's part. */
function textsOf(v: Value | undefined): string[] {
  if (v === undefined) return [];
  const out = v.consts.filter((c): c is string => typeof c === "string");
  for (const node of v.taints) {
    for (let n: typeof node | undefined = node; n !== undefined; n = n.parent)
      if (n.op?.op === "concat" && n.op.before !== "") out.push(n.op.before);
  }
  return out;
}
