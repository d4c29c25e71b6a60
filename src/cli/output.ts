/**
 * Which forms of the report go where, and writing them. What can be known to fail is said before the audit
 * starts.
 *
 *   --format text --format sarif=out.sarif   text on standard output, SARIF in a file
 *   --output out.sarif                       SARIF in a file, because of its name
 */
import { appendFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { UserError } from "../errors.js";
import { FORMATS, type Format, formatOfFile } from "../report/index.js";

/** One form of the report; without a file it goes to standard output. */
export interface Output {
  readonly format: Format;
  readonly file?: string;
}

/** Reads "sarif" or "sarif=out.sarif"; a text when it is neither. */
export function parseOutput(value: string): Output | string {
  const at = value.indexOf("=");
  const name = at < 0 ? value : value.slice(0, at);
  const format = FORMATS.find((each) => each === name);
  if (format === undefined) return `Allowed choices are ${FORMATS.join(", ")}.`;
  if (at < 0) return { format };
  const file = value.slice(at + 1);
  return file.trim() === "" ? `Name a file behind "${name}=", or leave the "=" out.` : { format, file };
}

/**
 * Every form that was asked for with its place. In a job of GitHub Actions, its form goes to standard
 * output unless another was asked for; elsewhere text does when nothing at all was asked for.
 */
export function planOutputs(
  wanted: readonly Output[],
  file: string | undefined,
  inActions = false,
): readonly Output[] {
  const bare = wanted.filter((output) => output.file === undefined);
  if (bare.length > 1) {
    throw new UserError(
      `Only one form of the report can go to ${file === undefined ? "standard output" : file}, and ${bare.map(({ format }) => format).join(" and ")} were asked for.`,
      `Give the others a file each, for example --format ${bare[1]?.format}=report.out.`,
    );
  }
  const outputs = wanted.filter((output) => output.file !== undefined);
  const format = bare[0]?.format;
  if (file !== undefined) outputs.unshift({ format: format ?? formatOfFile(file) ?? "text", file });
  else if (format !== undefined) outputs.unshift({ format });
  else if (inActions) outputs.unshift({ format: "github" });
  else if (outputs.length === 0) outputs.push({ format: "text" });
  return outputs;
}

/** Throws a UserError when a file cannot be written, as far as that shows beforehand. */
export function checkOutputs(outputs: readonly Output[], cwd: string): void {
  const taken = new Set<string>();
  for (const { file } of outputs) {
    if (file === undefined) continue;
    const path = resolve(cwd, file);
    if (taken.has(path)) {
      throw new UserError(`Two forms of the report would be written to ${file}.`, "Give each its own file.");
    }
    taken.add(path);
    checkFile(file, path);
  }
}

function checkFile(file: string, path: string): void {
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

/** Writes one form of the report. */
export function writeOutput(file: string, cwd: string, text: string): void {
  try {
    writeFileSync(resolve(cwd, file), text);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? "unknown error";
    throw new UserError(
      `The report could not be written to ${file} (${code}).`,
      "Check the permissions and the space left, or name no file to see the report here.",
      { cause },
    );
  }
}

/** Adds the summary of a job to the file that the runner named; a report must not fail over it. */
export function appendSummary(file: string, text: string): boolean {
  try {
    appendFileSync(file, text);
    return true;
  } catch {
    return false;
  }
}
