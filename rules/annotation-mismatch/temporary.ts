/**
 * Temporary files: what a function wrote under a name that it made up, and removes again, was nobody else's.
 *
 *   const part = `${file}.${randomUUID()}.tmp`;
 *   try { await writeFile(part, text); await rename(part, file); }
 *   catch (error) { await unlink(part); throw error; }
 */
import { type CallRecord, codeOfCall, type Instr, ingredientsOf, type Program } from "../../src/rules/api.js";

type SinkRow = ReturnType<Program["calls"]["sinks"]>[number];

/** What such a name holds, as it is written: an ending of files that are not done yet. */
const MADE_UP = /\.te?mp\b|\.part(?:ial)?\b|\.swp\b/i;

const MAX_AROUND = 3;

/** Is what the call deletes a file that the function, or one around it, has written before under a name of its own? */
export function isOwnTemporary(program: Program, call: CallRecord, { arg }: SinkRow): boolean {
  const name = nameAt(call, arg);
  if (name === undefined || !MADE_UP.test(name.parts)) return false;
  const { module } = call.site;
  let fn: CallRecord["fn"] | undefined = call.fn;
  for (let i = 0; i <= MAX_AROUND && fn !== undefined; i++) {
    for (const other of program.calls.in(fn))
      for (const written of program.calls.sinks(other))
        if (
          written.kind === "file-write" &&
          other.site.span.line < call.site.span.line &&
          nameAt(other, written.arg)?.made === name.made
        )
          return true;
    fn = fn.parent === undefined ? undefined : module.functions[fn.parent];
  }
  return false;
}

/** Where the path is made that stands at a position of a call, and of which parts. */
function nameAt(
  call: CallRecord,
  position: SinkRow["arg"],
): { readonly made: Instr; readonly parts: string } | undefined {
  const found = codeOfCall(call);
  if (found === undefined) return undefined;
  const [, at] = /^(this|\d+)(?:\||$)/.exec(String(position)) ?? [];
  const temp = at === "this" ? found.instr.self : found.instr.args[Number(at)]?.value;
  const origin = temp === undefined ? undefined : found.code.origin(temp);
  if (temp === undefined || origin === undefined) return undefined;
  return { made: origin.instr, parts: ingredientsOf(found.code, temp).join(" ") };
}
