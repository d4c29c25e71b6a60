/**
 * Does a tool say that running what it is sent is its purpose?
 *
 * Read from its name, its description and the parameter's name, per kind of sink: `run_command(command)`
 * says so, `calculate(expression)` does not.
 */
import type { SinkKind } from "../models/types.js";

interface Words {
  readonly name: RegExp;
  readonly parameter: RegExp;
  readonly description: RegExp;
  /** A parameter of this name says it alone: its value is written in the language that is run. */
  readonly language?: RegExp;
}

const COMMAND: Words = {
  name: /(^|[_\-. /])(run|exec|execute|shell|bash|terminal|command|cmd|powershell|script|cli|process|spawn|launch|start)([_\-. /]|$)|(run|exec|execute|start)(Command|Shell|Script|Bash|Terminal|Process)|(terminal|shell|command)/i,
  parameter:
    /^(.*[._])?(command|cmd|commands|script|code|shell|cmdline|command_line|commandLine|bash|input)(\[\])?$/i,
  description: /\b(run|execute|start)s?\b[^.]{0,40}\b(command|shell|script|bash|terminal|process|program)/i,
};
/** A whole command line may be called its arguments; a list of arguments of one program is not that. */
const SHELL: Words = { ...COMMAND, parameter: new RegExp(`${COMMAND.parameter.source}|^args$`, "i") };
const CODE: Words = {
  name: /(eval|exec|execute|run)[_\- ]?(code|script|js|javascript|python|py|program|snippet|in)?|code|script|repl|interpreter|python|javascript|sandbox|evaluate/i,
  parameter: /^(.*[._])?(code|script|source|program|js|javascript|python|snippet|function|fn|pageFunction)$/i,
  description: /\b(run|execute|evaluate)s?\b[^.]{0,40}\b(code|script|javascript|python|program|snippet)/i,
};
const QUERY: Words = {
  name: /(query|sql|cypher|soql|execute|exec|search|aggregate|find|select|run|statement|read|write|explain|analyze)/i,
  parameter:
    /^(.*[._])?(query|sql|cypher|soql|statement|statements|q|command|pipeline|filter|script|stmt|querystring|query_string|queries)(\[\])?$|(sql|cypher|soql)[_-]?(quer(y|ies)|statements?|text)?(\[\])?$/i,
  description:
    /\b(run|execut|perform|submit)(s|es?|ing)?\b[^.]{0,60}\b(query|queries|sql|cypher|statements?|soql|aggregation)/i,
  language: /(?:sql|cypher|soql)(?:[_-]?(?:quer(?:y|ies)|statements?|scripts?|text))?(?:\[\])?$/i,
};
const FETCH: Words = {
  name: /(fetch|get|download|browse|navigate|goto|visit|open|crawl|scrape|request|http|url|web|page|read|convert|curl|extract|load|screenshot|website|site|markdown|import)/i,
  parameter: /^(.*[._])?(url|uri|urls|link|href|address|website|page|endpoint|source|location)(\[\])?$/i,
  description:
    /\b(fetch|download|retrieve|navigate|open|request|crawl|scrape|visit|load|convert|read|extract)s?\b[^.]{0,80}\b(url|uri|page|website|web|link|site|http)/i,
};

/** The address of a service, given with the account to use there: `creds.url`. Nobody wants that fetched. */
const ACCOUNT = /(?:^|[._])\w*(?:creds?|credentials?|auth|account)\./i;

const BY_KIND: Partial<Record<SinkKind, Words>> = {
  "os-command": SHELL,
  program: COMMAND,
  "program-args": COMMAND,
  code: CODE,
  "browser-code": CODE,
  "module-name": CODE,
  sql: QUERY,
  nosql: QUERY,
  ldap: QUERY,
  xpath: QUERY,
  url: FETCH,
  "launch-url": FETCH,
  "browse-url": FETCH,
};

export function declares(kind: SinkKind, tool: string, description: string, parameter: string): boolean {
  const words = BY_KIND[kind];
  if (words === undefined) return false;
  if (words.language?.test(parameter) === true) return true;
  if (words === FETCH && ACCOUNT.test(parameter)) return false;
  const named = words.parameter.test(parameter);
  return named && (words.name.test(tool) || words.description.test(description));
}

const CHANGE =
  /(?:^|[^a-z])(?:write|insert|update|delete|create|alter|drop|modify|mutate|upsert|truncate|ddl|dml)(?:s|es|d|ing)?(?![a-z])|[a-z](?:Insert|Update|Delete|Create|Alter|Write)(?![a-z])/i;
const READ = /(?:^|[^a-z])(?:selects?|reads?|reading|any|arbitrary|raw)(?![a-z])/i;

/** Does a tool say that changing data is what it is for, and nothing of reading it? */
export function declaresChange(tool: string, description: string): boolean {
  return (CHANGE.test(tool) || CHANGE.test(description)) && !READ.test(tool) && !READ.test(description);
}
