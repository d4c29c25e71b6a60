/** The published schema of SARIF 2.1.0, compiled. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);

export interface Validator {
  (data: unknown): boolean;
  errors?: unknown;
}

export function compileSchema(): Validator {
  const Ajv = require("ajv-draft-04").default;
  const addFormats = require("ajv-formats").default;
  const folder = dirname(require.resolve("@microsoft/jest-sarif/package.json"));
  const schema = JSON.parse(readFileSync(join(folder, "lib", "schemas", "sarif-2.1.0-rtm.5.json"), "utf8"));
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats(ajv);
  return ajv.compile(schema) as Validator;
}
