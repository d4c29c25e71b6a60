/** The forms a report can take. Each is loaded when it is asked for. */
import type { Report } from "../findings/types.js";
import type { TextOptions } from "./text.js";

export type { TextOptions } from "./text.js";

export const FORMATS = ["text", "sarif", "json"] as const;
export type Format = (typeof FORMATS)[number];

/** The report in one of the forms. Only text looks at the options. */
export async function render(report: Report, format: Format, options: TextOptions): Promise<string> {
  switch (format) {
    case "sarif":
      return (await import("./sarif.js")).formatSarif(report);
    case "json":
      return (await import("./json.js")).formatJson(report);
    case "text":
      return (await import("./text.js")).formatText(report, options);
  }
}

/** The form that the name of an output file asks for, if it does. */
export function formatOfFile(file: string): Format | undefined {
  if (/[.]sarif(?:[.]json)?$/i.test(file)) return "sarif";
  return /[.]json$/i.test(file) ? "json" : undefined;
}
