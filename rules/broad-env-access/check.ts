/**
 * Programs that go through the environment in search of secrets, and those that read a well-known credential
 * of a service of which nothing else in the program speaks.
 */
import {
  defineCheck,
  ENVIRONMENT,
  ENVIRONMENT_WORDS,
  type EnvironmentRead,
  environmentReads,
  type FunctionCode,
  instructions,
  type Program,
  placeOf,
  quote,
  type Report,
  vendorOf,
} from "../../src/rules/api.js";

const LISTING = /^(?:keys|entries|values|items|copy|getOwnPropertyNames|fromEntries|filter|toObject)$/;
const SECRETS = /key|token|secret|passw|credential/i;
const CREDENTIAL = /KEY|TOKEN|SECRET|PASS|CREDENTIAL|AUTH|COOKIE|(?:^|_)PAT(?:_|$)/;

export const check = defineCheck((program, report) => {
  for (const code of program.functionsNaming(ENVIRONMENT_WORDS)) searches(code, report);
  strangers(program, report);
});

/** `Object.entries(process.env).filter(([name]) => /token|key/i.test(name))` */
function searches(code: FunctionCode, report: Report): void {
  for (const instr of instructions(code)) {
    if (instr.op !== "call" && instr.op !== "iterate") continue;
    const listed =
      instr.op === "iterate"
        ? ENVIRONMENT.test(code.text(instr.src))
        : LISTING.test(instr.method ?? "") &&
          (instr.args.some((arg) => ENVIRONMENT.test(code.text(arg.value))) ||
            (instr.self !== undefined && ENVIRONMENT.test(code.text(instr.self))));
    if (!listed || !looksForSecrets(code)) continue;
    report({
      at: placeOf(code, instr),
      message:
        "The program goes through the whole environment and picks what looks like a secret by its name.",
      confidence: "high",
    });
    return;
  }
}

/** Does the function, or one written inside it, compare with words for secrets? */
function looksForSecrets(code: FunctionCode): boolean {
  const { module, fn } = code;
  return module.functions.some(
    (each) =>
      (each === fn || each.parent === fn.id) &&
      each.blocks.some((block) =>
        block.instrs.some(
          (instr) =>
            instr.op === "const" &&
            (typeof instr.value === "string"
              ? instr.value.length < 40 &&
                /^[_A-Z]*(?:KEY|TOKEN|SECRET|PASSW\w*|CREDENTIALS?)[_A-Z]*$/i.test(instr.value) &&
                !/^[A-Z]+_[A-Z_]+$/.test(instr.value)
              : typeof instr.value === "object" && instr.value !== null && SECRETS.test(instr.value.regex)),
        ),
      ),
  );
}

/** `DOCKER_CONTAINER` and `AWS_REGION` are no secrets of anybody. */
const isCredential = (name: string): boolean => vendorOf(name) !== undefined && CREDENTIAL.test(name);

/** Credentials of services that the program does not speak of anywhere else. */
function strangers(program: Program, report: Report): void {
  const read = new Map<string, EnvironmentRead>();
  for (const code of program.functionsNaming(ENVIRONMENT_WORDS))
    for (const each of environmentReads(code))
      if (isCredential(each.name) && !read.has(each.name)) read.set(each.name, each);
  if (read.size === 0) return;
  const words: string[] = [];
  for (const code of program.functions) {
    words.push(code.module.path, code.fn.name);
    for (const instr of instructions(code)) {
      // Names of variables say nothing: what reads a credential names it.
      if (instr.op === "const" && typeof instr.value === "string" && !/^[A-Z][A-Z0-9_]+$/.test(instr.value))
        words.push(instr.value);
      else if (instr.op === "import") words.push(instr.specifier ?? "");
    }
  }
  const spoken = words.join("\n").toLowerCase();
  for (const [name, { code, instr }] of read) {
    if (vendorOf(name)?.test(spoken) !== false) continue;
    report({
      at: placeOf(code, instr),
      message: `The program reads ${quote(name)}, a credential of a service that nothing else in it has to do with.`,
    });
  }
}
