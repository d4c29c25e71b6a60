/** The files that `mcp-audit init` writes: a configuration, and a job for the build server of the repository. */

export interface Plan {
  readonly version: string;
  /** The audited folder relative to the repository, "." for all of it. */
  readonly path: string;
  /** Name of the baseline, when one is written. */
  readonly baseline?: string;
}

export type Ci = "github" | "gitlab";

/** Where the job goes, relative to the repository. */
export const CI_FILES: Readonly<Record<Ci, string>> = {
  github: ".github/workflows/mcp-audit.yml",
  gitlab: ".gitlab-ci.yml",
};

/** The text of mcp-audit.yml. */
export function configText({ baseline }: Plan): string {
  const known =
    baseline === undefined
      ? []
      : ["# Findings in this file are known and do not count.", `baseline: ${baseline}`];
  return `# yaml-language-server: $schema=./node_modules/mcp-audit/schemas/config.schema.json
# Settings of mcp-audit. With the package installed in the project, editors complete and explain them.

# default: what a maintainer would act on. pedantic: and hardening. audit: and all that a reviewer looks at.
profile: default

# The lowest severity that fails a build.
fail-on: medium

# A suppression has to say why.
require-reason: true
${known.length === 0 ? "" : `\n${known.join("\n")}\n`}
# Findings that are known and need not be mended:
#
# ignore:
#   - rule: missing-rate-limit
#     paths: [src/admin/**]
#     reason: Only reachable from the host itself.
#     expires: 2030-01-31
`;
}

/** The text of the job. The path reaches the shell as a variable, whatever characters it has. */
export function ciText(ci: Ci, plan: Plan): string {
  return ci === "github" ? githubText(plan) : gitlabText(plan);
}

// A JSON text is a YAML scalar, too.
const scalar = (text: string): string => JSON.stringify(text);

function githubText({ version, path }: Plan): string {
  return `name: mcp-audit
on:
  pull_request:
  push:
    branches: [main, master]
permissions:
  contents: read
jobs:
  audit:
    runs-on: ubuntu-latest
    permissions:
      contents: read
      # For the report in code scanning.
      security-events: write
    steps:
      - uses: actions/checkout@v5
        with:
          persist-credentials: false
      - uses: actions/setup-node@v5
        with:
          node-version: 22
      - name: Audit
        env:
          MCP_AUDIT_PATH: ${scalar(path)}
        run: npx --yes mcp-audit@${version} --format github --format sarif=mcp-audit.sarif -- "$MCP_AUDIT_PATH"
      - name: Hand the report to code scanning
        if: always() && hashFiles('mcp-audit.sarif') != ''
        uses: github/codeql-action/upload-sarif@v4
        with:
          sarif_file: mcp-audit.sarif
          category: mcp-audit
`;
}

function gitlabText({ version, path }: Plan): string {
  return `mcp-audit:
  stage: test
  image: node:22.22-alpine
  variables:
    MCP_AUDIT_PATH: ${scalar(path)}
  script:
    - >-
      npx --yes mcp-audit@${version}
      --format text
      --format gitlab=gl-code-quality-report.json
      --format gitlab-sast=gl-sast-report.json
      -- "$MCP_AUDIT_PATH"
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
      sast: gl-sast-report.json
`;
}
