/**
 * Servers that a client fetches anew at each start, in whatever version there is then: `npx pkg`, `uvx pkg`,
 * `pkg@latest`, a git branch, a container image without a version.
 *
 * Bundles and registry entries name their own package; there only an explicit "latest" is said.
 */
import { type ConfiguredServer, defineCheck, type PackageRun, packageRunOf } from "../../src/rules/api.js";

const PINNED = /^=*v?\d+(?:\.\d+){2}|^sha256:[0-9a-f]{64}$|^[0-9a-f]{40}$/i;

export const check = defineCheck((program, report) => {
  const own = new Set(
    [...program.artifacts.npm, ...program.artifacts.python].flatMap((each) => each.name?.text ?? []),
  );
  for (const server of program.artifacts.clients.flatMap((client) => client.servers)) {
    const run = packageRunOf(server.command, server.args);
    if (run === undefined || isPinned(run) || own.has(run.name) || isOwn(server, run)) continue;
    report({
      at: run.at,
      message: `\`${run.runner}\` starts ${nameOf(run)} in whatever version there is at that moment: what ran yesterday says nothing about what runs today.`,
      ...(run.ecosystem === "git" ? { severity: "medium" as const } : {}),
    });
  }
});

function isPinned({ ecosystem, version }: PackageRun): boolean {
  if (ecosystem === "image")
    return version !== "" && !/^(?:latest|main|master|edge|nightly|dev)$/.test(version);
  return PINNED.test(version);
}

const isOwn = ({ client }: ConfiguredServer, { version }: PackageRun): boolean =>
  (client === "bundle" || client === "registry") && version !== "latest";

function nameOf({ ecosystem, name, version }: PackageRun): string {
  const what = ecosystem === "image" ? "the image " : ecosystem === "git" ? "the repository " : "";
  return `${what}\`${name}\`${version === "" ? "" : ` (\`${version}\`)`}`;
}
