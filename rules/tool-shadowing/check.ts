/**
 * Tools that take the place of others: two of one name in one file, a name that imitates a common one by
 * look-alike signs, a name with another server's prefix, a description that governs other servers' tools.
 */
import { defineCheck, type Place, type Program, quote, type Report, type Told } from "../../src/rules/api.js";
import { governs } from "./governs.js";

export const check = defineCheck((program, report) => {
  duplicates(program, report);
  const own = new Set(program.tools.flatMap((tool) => tool.name ?? []));
  const imitated = new Set<string>();
  for (const told of program.told) {
    if (told.owner?.startsWith("tool ") !== true) continue;
    if (told.what === "name" && !imitated.has(told.text)) {
      imitated.add(told.text);
      imitation(told, own, program, report);
    }
    if (told.what !== "description" && told.what !== "schema") continue;
    const found = governs(told.text, own);
    if (found !== undefined)
      report({
        at: program.placeOfText(found, program.placeOfText(told.text, told.at)),
        message: `The description of ${told.owner} says how tools of other servers have to be used: ${quote(found.replace(/\s+/g, " "), 120)}.`,
      });
  }
});

function duplicates(program: Program, report: Report): void {
  for (const { name, first, again } of program.repeatedTools) {
    if (again.module !== first.module) continue;
    report({
      at: again,
      message: `Tool ${quote(name)} is registered twice with different handlers; which of them answers depends on the order.`,
      related: [{ at: first, text: "the other one" }],
    });
  }
}

/** Names that servers of well-known kinds give their tools. */
const COMMON = new Set(
  `read_file write_file edit_file list_directory search_files create_directory move_file get_file_info send_email
  send_message create_issue create_pull_request get_file_contents search_repositories push_files execute_command
  run_command execute_sql query fetch search web_search browser_navigate browser_click list_tables describe_table
  create_event list_events post_message slack_post_message get_current_time convert_time sequentialthinking
  create_entities add_observations read_graph brave_web_search`.split(/\s+/),
);

/** What a name looks like: digits and letters that are easily taken for each other are one. */
const shape = (name: string): string =>
  name
    .replace(/rn/g, "m")
    .replace(/vv/g, "w")
    .replace(/[1lI|]/g, "l")
    .replace(/0/g, "o")
    .replace(/5/g, "s")
    .toLowerCase();

const SHAPES = new Map([...COMMON].map((name) => [shape(name), name]));

function imitation(told: Told, own: ReadonlySet<string>, program: Program, report: Report): void {
  const name = told.text;
  const at = (): Place => program.placeOfText(name, told.at);
  const other = /^mcp__([\w-]+?)__\w+$/.exec(name)?.[1];
  if (other !== undefined) {
    report({
      at: at(),
      message: `The name ${quote(name)} is the one by which clients call a tool of the server ${quote(other)}.`,
    });
    return;
  }
  if (COMMON.has(name)) return;
  const common = SHAPES.get(shape(name));
  if (common === undefined || common === name.toLowerCase() || own.has(common)) return;
  report({
    at: at(),
    message: `The name ${quote(name)} looks like the common name ${quote(common)} and is another one.`,
    severity: "high",
  });
}
