/**
 * Secrets that become part of an image or of the files that start it: ENV and ARG of a Dockerfile, a copied
 * `.env` or key, the environment in Compose and Kubernetes. What is set in an image can be read by everybody
 * who can pull it, also when a later layer removes it.
 */
import {
  baseName,
  type DockerInstruction,
  type DockerStage,
  defineCheck,
  findByFormat,
  guardsThisServer,
  hideOne,
  isPlaceholder,
  judgeNamed,
  type Setting,
  secretName,
} from "../../src/rules/api.js";

const SECRET_FILE =
  /^(?:\.env(?:\.(?!example|sample|template|dist|defaults?|test)[\w-]+)*|\.npmrc|\.pypirc|\.netrc|\.git-credentials|id_(?:rsa|dsa|ecdsa|ed25519)|credentials(?:\.json)?|service[-_]?account[\w-]*\.json|secrets?\.(?:json|ya?ml|toml|env)|.*\.(?:p12|pfx))$/i;

export const check = defineCheck((program, report) => {
  const { dockerfiles, workloads } = program.artifacts;
  for (const file of dockerfiles) {
    file.stages.forEach((stage, index) => {
      const isLast = index === file.stages.length - 1 || file.stages.at(-1)?.base === stage;
      for (const instruction of stage.instructions) {
        for (const setting of instruction.settings) {
          const found = instruction.name === "LABEL" ? undefined : secretIn(setting);
          if (found === undefined) continue;
          report({
            at: setting.value.at,
            message: `${instruction.name} puts ${found} (\`${hideOne(setting.value.text.slice(0, 24))}\`) into the image as \`${setting.name}\`, readable for everybody who can pull it.`,
            secrets: [setting.value.text],
          });
        }
        const handed = isLast ? handedIn(instruction, stage) : undefined;
        if (handed !== undefined)
          report({
            at: handed.value.at,
            message: `ENV keeps what is handed in as \`${handed.name}\` when the image is built, readable for everybody who can pull it.`,
            severity: "medium",
            confidence: "low",
          });
        const copied = isLast ? secretFile(instruction) : undefined;
        if (copied !== undefined)
          report({
            at: copied.at,
            message: `${instruction.name} puts \`${copied.text}\` into the image, with all the secrets that it holds.`,
          });
      }
    });
  }
  for (const workload of workloads) {
    for (const setting of workload.env) {
      const found = secretIn(setting);
      if (found === undefined) continue;
      report({
        at: setting.value.at,
        message: `\`${setting.name}\` of the container \`${workload.name}\` holds ${found} (\`${hideOne(setting.value.text.slice(0, 24))}\`), readable for everybody who has this file.`,
        secrets: [setting.value.text],
      });
    }
  }
});

/** What the value is, where it is a secret. */
function secretIn({ name, value }: Setting): string | undefined {
  const text = value.text.trim();
  const [format] = findByFormat(text, secretName(name) === undefined ? "sure" : "named").filter(
    (each) => each.use === undefined,
  );
  if (format !== undefined) return format.what;
  const judged = judgeNamed(name, text);
  if (judged !== undefined && !isPlaceholder(text)) return judged.what;
  // A default password for callers of this very server is as public as the image.
  return secretName(name) === "key" &&
    guardsThisServer(name) &&
    /^[\w!@#%^&*-]{6,64}$/.test(text) &&
    /\d|[-_!@#]/.test(text) &&
    !isPlaceholder(text)
    ? "a secret"
    : undefined;
}

/** `ARG NPM_TOKEN`, `ENV NPM_TOKEN=$NPM_TOKEN`: the secret of the build becomes one of the image. */
function handedIn({ name, settings }: DockerInstruction, { instructions }: DockerStage): Setting | undefined {
  if (name !== "ENV") return undefined;
  return settings.find((setting) => {
    const variable = /^\$\{?(\w+)\}?$/.exec(setting.value.text.trim())?.[1];
    return (
      variable !== undefined &&
      secretName(variable) !== undefined &&
      secretName(setting.name) !== undefined &&
      instructions.some((each) => each.name === "ARG" && argumentsOf(each).includes(variable))
    );
  });
}

/** Names that are declared without a value. */
const argumentsOf = ({ words }: DockerInstruction): readonly string[] => words.map(({ text }) => text);

/** A file of secrets among what is copied; secrets that are mounted for one step stay out of the image. */
function secretFile({ name, words }: DockerInstruction): DockerInstruction["words"][number] | undefined {
  if (name !== "COPY" && name !== "ADD") return undefined;
  return words.slice(0, -1).find((word) => SECRET_FILE.test(baseName(word.text)));
}
