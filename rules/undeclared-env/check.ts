/**
 * Secrets that the program reads from the environment although what comes with it lists variables and does
 * not list these. Where nothing lists any, nobody can tell, and nothing is said.
 */
import {
  defineCheck,
  ENVIRONMENT_WORDS,
  environmentReads,
  isSecretName,
  type Program,
  placeOf,
  quote,
} from "../../src/rules/api.js";

/** Files that say which variables a server takes. */
const LISTS =
  /(?:^|\/)(?:server\.json|manifest\.json|smithery\.ya?ml|\.env\.(?:example|sample|template|dist)|env\.example|mcp\.json|docker-compose\.ya?ml|compose\.ya?ml)$/i;

export const check = defineCheck((program, report) => {
  const declared = declarations(program);
  if (!/\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b/.test(declared)) return;
  const reported = new Set<string>();
  for (const { name, code, instr } of program
    .functionsNaming(ENVIRONMENT_WORDS)
    .flatMap((each) => [...environmentReads(each)])) {
    if (!isSecretName(name) || reported.has(name) || new RegExp(`\\b${name}\\b`).test(declared)) continue;
    reported.add(name);
    // Told by the program itself when it is missing.
    if (program.texts.some(({ text }) => text !== name && text.includes(name))) continue;
    report({
      at: placeOf(code, instr),
      message: `The server reads the secret ${quote(name)}, which nothing that comes with it names.`,
    });
  }
});

function declarations(program: Program): string {
  const files = [...program.artifacts.data, ...program.artifacts.texts].filter((file) =>
    LISTS.test(file.path),
  );
  const manifests = (program.files?.paths ?? [])
    .filter((path) => LISTS.test(path))
    .map((path) => program.files?.readText(path) ?? "");
  return [...files.map((file) => file.text), ...manifests].join("\n");
}
