/** ESLint as a TypeScript project with eslint-plugin-security would run it, and no other rule. */
import parser from "@typescript-eslint/parser";
import security from "eslint-plugin-security";

// biome-ignore lint/style/noDefaultExport: ESLint reads its configuration from the default export.
export default [{ ...security.configs.recommended, files: ["**/*.ts"], languageOptions: { parser } }];
