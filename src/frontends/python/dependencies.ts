/**
 * Names of the packages that a Python project says it depends on, read off its manifests line by line.
 *
 * No TOML parser: the only question is whether a name is listed, and a wrong answer costs a folder's
 * being taken for a package of that name or not. Names are lower case with hyphens.
 */

/** Files that list dependencies, the one that names the project first. */
export const DEPENDENCY_FILES = ["pyproject.toml", "setup.cfg", "setup.py", "requirements.txt", "Pipfile"];

const SECTION = /^\s*\[+\s*([^\]]+?)\s*\]/;
const DEPENDENCY_SECTION = /dependenc|^options\.extras_require$|^(?:dev-)?packages$/i;
const LIST_START =
  /^\s*["']?(?:[\w-]*dependenc\w*|install_requires|extras_require|requires)["']?\s*[=:]\s*(.*)$/i;
const QUOTED_NAME = /["']\s*([A-Za-z][\w.-]{0,80})(?=\s*["'[<>=~!;@ ])/g;
const BARE_NAME = /^\s*["']?([A-Za-z][\w.-]{0,80})["']?\s*(?:[[<>=~!;@,]|$)/;

/** The form in which names are compared. */
export function normalName(name: string): string {
  return name.toLowerCase().replace(/[_.]/g, "-");
}

/** The names listed in one file. */
export function listedDependencies(file: string, text: string): string[] {
  const names: string[] = [];
  const bareLines = file === "requirements.txt";
  let inSection = bareLines;
  let inList = false;
  for (const line of text.split("\n")) {
    const section = inList ? undefined : SECTION.exec(line)?.[1];
    if (section !== undefined && !bareLines) {
      inSection = DEPENDENCY_SECTION.test(section);
      continue;
    }
    const start = LIST_START.exec(line);
    if (start) inList = true;
    const content = start ? start[1]! : line;
    if (inList || inSection) {
      for (const [, name] of content.matchAll(QUOTED_NAME)) names.push(normalName(name!));
      // A line of its own: requirements, setup.cfg lists, and `name = "^1.0"` of a TOML table.
      const bare = start ? undefined : BARE_NAME.exec(content)?.[1];
      if (bare !== undefined) names.push(normalName(bare));
    }
    if (inList && endsList(content, file)) inList = false;
  }
  return names;
}

/** A bracket that closes a list stands at the end of its line; setup.cfg lists end with the indentation. */
function endsList(content: string, file: string): boolean {
  if (file === "setup.cfg") return /^\S/.test(content);
  return /[\])}]\s*,?\s*(?:#.*)?$/.test(content) && !/["']\s*,?\s*$/.test(content);
}
