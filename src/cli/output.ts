/** Writes a report to the file of --output; what can be known to fail is said before the audit starts. */
import { statSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { UserError } from "../errors.js";

/** Throws a UserError when the file cannot be written, as far as that shows beforehand. */
export function checkOutput(file: string, cwd: string): void {
  const path = resolve(cwd, file);
  const folder = statSync(dirname(path), { throwIfNoEntry: false });
  if (folder === undefined || !folder.isDirectory()) {
    throw new UserError(
      `The folder of the output file ${file} does not exist.`,
      "Make it first, or name a file in a folder that exists.",
    );
  }
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UserError(
      `The output file ${file} is a folder.`,
      "Name a file in it, for example results.sarif.",
    );
  }
}

/** Writes the report. */
export function writeOutput(file: string, cwd: string, text: string): void {
  try {
    writeFileSync(resolve(cwd, file), text);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? "unknown error";
    throw new UserError(
      `The report could not be written to ${file} (${code}).`,
      "Check the permissions and the space left, or leave --output out to see the report here.",
      { cause },
    );
  }
}
