/**
 * Files of settings that are read line by line: whoever can put a line break into a value adds a setting of his own.
 *
 *   writeFile(join(root, ".env"), `TOKEN=${token}\n`)     `x\nNODE_OPTIONS=--require=/tmp/x.js`
 *
 * Paths are those of systems and tools in general, never of one library.
 */
import type { FlowRow } from "../models/types.js";
import { type ModelCall, readPosition } from "./arguments.js";
import type { Node } from "./lineage.js";
import type { Machine } from "./machine.js";
import { pathTexts } from "./secrets.js";

const SETTINGS =
  /(?:^|[\\/\ufffc])(?:\.env(?:\.[\w-]+)*|\.(?:npm|yarn|bash|zsh|ksh|csh|bun|py)rc|\.(?:bash_|z)?profile|\.zshenv|\.pypirc|\.netrc|\.pgpass|\.my\.cnf|my\.cnf|\.gitconfig|\.git[\\/]config|\.ssh[\\/]config|\.?authorized_keys|crontab|sudoers|etc[\\/](?:environment|hosts|profile)|[\w.@-]+\.(?:service|timer|socket|desktop))$/i;

/** The row says which argument it is; a report names the call alone. */
const CONTENT = 0;

/** A call puts `nodes` into the file that the target of the row names. */
export function recordSettings(m: Machine, call: ModelCall, row: FlowRow, nodes: readonly Node[]): void {
  const file = nodes.length === 0 || row.to === undefined ? undefined : readPosition(m, call, row.to);
  if (file === undefined || !pathTexts(file).some((text) => SETTINGS.test(text))) return;
  const { summary, state } = call.frame;
  for (const node of nodes)
    m.recordHit({
      row: { call: call.path, arg: CONTENT, kind: "settings" },
      path: call.path,
      site: call.site,
      summary,
      node,
      facts: state.facts,
    });
}
