/**
 * Dockerfiles whose last stage ends as root: no USER of its own, of a stage it builds on, or of its base image.
 *
 * Images that are known to end as another user are told by name. Of other stages nothing remains in the
 * image, so they may be root. Where the entry point itself changes the user, nothing is said.
 */
import {
  baseName,
  type Dockerfile,
  type DockerInstruction,
  type DockerStage,
  defineCheck,
  splitImage,
} from "../../src/rules/api.js";

/** Base images that do not run as root. */
const UNPRIVILEGED =
  /nonroot|unprivileged|rootless|^(?:gcr\.io\/distroless\/.*:nonroot|cgr\.dev\/chainguard\/|(?:docker\.io\/)?bitnami\/|registry\.access\.redhat\.com\/ubi\d+\/(?:nodejs|python)|ghcr\.io\/chainguard|mcr\.microsoft\.com\/playwright\/mcp|jenkins\/|apify\/actor-|public\.ecr\.aws\/lambda\/|.*(?:[-/:]hardened))/i;
/** What starts a program as another user. */
const STEPS_DOWN =
  /\b(?:gosu|su-exec|setpriv|runuser|chroot\s+--userspec|s6-setuidgid|tini\s.*gosu)\b|\bsu\s+(?:-\w+\s+)*\w+\s+-c\b/;

export const check = defineCheck((program, report) => {
  for (const file of program.artifacts.dockerfiles) {
    const last = file.stages.at(-1);
    if (last === undefined || isForTests(file) || !runsAnything(last)) continue;
    const user = lastUser(last);
    if (user === undefined ? isUnprivilegedBase(last) : !isRoot(user)) continue;
    if (chain(last).some((stage) => stage.instructions.some(stepsDown))) continue;
    report({
      at: user?.at ?? last.image.at,
      message:
        user === undefined
          ? `The image sets no user, so the server runs as root in its container.`
          : `The image ends as ${user.words[0]?.text ?? "root"}, so the server runs as root in its container.`,
    });
  }
});

/** A stage and those that it builds on, outermost first. */
function chain(stage: DockerStage): readonly DockerStage[] {
  const out: DockerStage[] = [];
  for (let at: DockerStage | undefined = stage; at !== undefined && out.length < 50; at = at.base)
    out.push(at);
  return out;
}

function lastUser(stage: DockerStage): DockerInstruction | undefined {
  for (const each of chain(stage)) {
    const user = each.instructions.findLast((instruction) => instruction.name === "USER");
    if (user !== undefined) return user;
  }
  return undefined;
}

/** A user whose name is a variable is somebody's choice. */
const isRoot = (user: DockerInstruction): boolean => /^(?:root|0)(?::|$)/i.test(user.words[0]?.text ?? "");

function isUnprivilegedBase(stage: DockerStage): boolean {
  const base = chain(stage).at(-1)?.image.text ?? "";
  const { name, version } = splitImage(base);
  return UNPRIVILEGED.test(base) || /nonroot/i.test(version) || baseName(name) === "scratch";
}

const stepsDown = ({ name, text }: DockerInstruction): boolean =>
  STEPS_DOWN.test(text) && /^(?:CMD|ENTRYPOINT|RUN)$/.test(name);

/** Images that only carry files, or an intermediate Dockerfile, start nothing. */
function runsAnything(stage: DockerStage): boolean {
  return chain(stage).some((each) =>
    each.instructions.some(({ name }) => name === "CMD" || name === "ENTRYPOINT"),
  );
}

const isForTests = ({ path }: Dockerfile): boolean =>
  /(?:^|[./_-])(?:dev|test|tests|ci|build|builder|debug|e2e)(?:[./_-]|$)|devcontainer/i.test(path);
