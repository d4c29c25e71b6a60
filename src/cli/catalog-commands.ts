/** `mcp-audit rules` and `mcp-audit explain RULE`: what this version looks for. */
import { explainRule, listRules } from "../audit.js";
import { renderPage, renderRules } from "../report/catalog.js";
import { EXIT } from "./exit-code.js";
import type { Io } from "./io.js";
import { describeTerminal } from "./terminal.js";

interface CatalogFlags {
  readonly color: boolean;
  readonly json?: boolean;
}

/** Prints the list of rules, as a table or as JSON. */
export async function runRules(flags: CatalogFlags, io: Io): Promise<number> {
  const rules = listRules();
  const terminal = describeTerminal(io, { color: flags.color, toFile: false });
  await io.out(flags.json === true ? `${JSON.stringify(rules, null, 2)}\n` : renderRules(rules, terminal));
  return EXIT.clean;
}

/** Prints the page of one rule. */
export async function runExplain(id: string, flags: CatalogFlags, io: Io): Promise<number> {
  const rule = explainRule(id);
  await io.out(renderPage(rule, describeTerminal(io, { color: flags.color, toFile: false })));
  return EXIT.clean;
}
