/** The forms a report can take. Each is loaded when it is asked for. */
import type { Report } from "../findings/types.js";
import type { TextOptions } from "./text.js";

export type { TextOptions } from "./text.js";

/** What a form needs of the audit beyond findings, and how it is made. */
interface Form {
  /** The pages of the rules. */
  readonly pages?: true;
  /** Code at every step of a flow. */
  readonly details?: true;
  /** What each tool can do. */
  readonly inventory?: true;
  /** The revision that is checked out. */
  readonly revision?: true;
  /** Names of output files that ask for this form. */
  readonly files?: RegExp;
  readonly render: (report: Report, options: TextOptions) => Promise<string>;
}

const FORMS = {
  text: { render: async (report, options) => (await import("./text.js")).formatText(report, options) },
  sarif: {
    pages: true,
    revision: true,
    files: /[.]sarif(?:[.]json)?$/i,
    render: async (report, options) => (await import("./sarif.js")).formatSarif(report, options),
  },
  json: {
    revision: true,
    files: /[.]json$/i,
    render: async (report) => (await import("./json.js")).formatJson(report),
  },
  html: {
    details: true,
    inventory: true,
    revision: true,
    files: /[.]html?$/i,
    render: async (report, options) => (await import("./html/index.js")).formatHtml(report, options),
  },
  markdown: {
    files: /[.](?:md|markdown)$/i,
    render: async (report) => (await import("./comment.js")).formatComment(report),
  },
  junit: {
    files: /[.]xml$/i,
    render: async (report) => (await import("./junit.js")).formatJunit(report),
  },
  github: {
    render: async (report, options) => (await import("./github.js")).formatGithub(report, options),
  },
  gitlab: {
    files: /code-?quality[^/\\]*[.]json$/i,
    render: async (report) => (await import("./gitlab.js")).formatGitlab(report),
  },
  "gitlab-sast": {
    files: /sast[^/\\]*[.]json$/i,
    render: async (report) => (await import("./gitlab-sast.js")).formatGitlabSast(report),
  },
} as const satisfies Record<string, Form>;

export type Format = keyof typeof FORMS;

/** The names of the forms. */
export const FORMATS = Object.keys(FORMS) as readonly Format[];

const formOf = (format: Format): Form => FORMS[format];

/** The report in one of the forms. Only forms for a person at a terminal look at the options. */
export function render(report: Report, format: Format, options: TextOptions): Promise<string> {
  return formOf(format).render(report, options);
}

/** What the audit has to put into the report for these forms. */
export function needsOf(formats: readonly Format[]): {
  pages: boolean;
  details: boolean;
  revision: boolean;
  inventory: boolean;
} {
  return {
    pages: formats.some((format) => formOf(format).pages === true),
    revision: formats.some((format) => formOf(format).revision === true),
    details: formats.some((format) => formOf(format).details === true),
    inventory: formats.some((format) => formOf(format).inventory === true),
  };
}

/** The form that the name of an output file asks for, if it does: the most special one. */
export function formatOfFile(file: string): Format | undefined {
  return FORMATS.findLast((format) => formOf(format).files?.test(file));
}
