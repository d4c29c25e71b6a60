/**
 * The schema of mcp-audit.yml. Strict everywhere: an unknown key is a mistake. The published JSON schema, by
 * which editors complete and explain, is made from it, so every field says what it is for.
 *
 * Loaded only when there is a configuration file.
 */
import { z } from "zod";

const severity = z.enum(["info", "low", "medium", "high", "critical"]);
const profile = z.enum(["default", "pedantic", "audit"]);
const confidence = z.enum(["low", "medium", "high"]);

const text = z.string("expected a text").trim().min(1, "expected a text");
const texts = z
  .union([text, z.array(text).min(1)], "expected a text, or a list of texts")
  .transform((value) => (typeof value === "string" ? [value] : value));

const day = z
  .string("expected a day such as 2027-01-31")
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: "expected a day such as 2027-01-31", abort: true })
  .refine((value) => {
    const date = new Date(`${value}T00:00:00Z`);
    return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
  }, "there is no such day");

const setting = z
  .union(
    [z.literal("off"), z.literal("on"), severity],
    "expected `off`, `on` or a severity (info, low, medium, high, critical)",
  )
  .describe(
    "`off`: do not report it. `on`: report it whatever the profile. A severity: report it with this one.",
  );

const rules = z.record(z.string(), setting).describe("What to do about single rules, by their id.");

const ignore = z
  .strictObject({
    rule: z.exactOptional(texts.describe("Id of the rule, or a list of ids.")),
    paths: z.exactOptional(
      texts.describe("Glob patterns of the files it applies to, relative to this file or the package."),
    ),
    fingerprint: z.exactOptional(texts.describe("Fingerprint of the finding, or a list of them.")),
    reason: z.exactOptional(text.describe("Why this need not be mended. It is shown in reports.")),
    expires: z.exactOptional(day.describe("The last day on which it applies, as YYYY-MM-DD.")),
  })
  .refine((entry) => entry.rule !== undefined || entry.fingerprint !== undefined, {
    message: "names neither a `rule` nor a `fingerprint`",
  })
  .describe("Findings with one of the rules, in one of the files, that are known and do not count.");

const section = {
  profile: z.exactOptional(profile.describe("Whom the report is for.")),
  severity: z.exactOptional(severity.describe("Findings below are left out.")),
  confidence: z.exactOptional(confidence.describe("Findings below are left out.")),
  rules: z.exactOptional(rules),
  ignore: z.exactOptional(z.array(ignore, "expected a list").describe("Findings that are known.")),
};

/** A whole mcp-audit.yml. */
export const configFile = z.strictObject(
  {
    ...section,
    "fail-on": z.exactOptional(
      z
        .union([severity, z.literal("never")], "expected a severity or `never`")
        .describe("The lowest severity that makes the exit code 1."),
    ),
    include: z.exactOptional(
      texts.describe(
        "Glob patterns of files to audit although they look like tests, examples or build output.",
      ),
    ),
    exclude: z.exactOptional(texts.describe("Glob patterns of files to leave out.")),
    baseline: z.exactOptional(text.describe("File with the findings that are known, relative to this one.")),
    "require-reason": z.exactOptional(
      z.boolean("expected true or false").describe("A suppression without a reason has no effect."),
    ),
    "strict-suppressions": z.exactOptional(
      z
        .boolean("expected true or false")
        .describe("The exit code is 1 when a suppression is unused, expired or faulty, too."),
    ),
    packages: z.exactOptional(
      z
        .record(z.string(), z.strictObject(section, "expected the settings of a package"))
        .describe("Settings for single folders, by path or glob pattern; they win over those above."),
    ),
  },
  "expected settings such as `profile: default`",
);

export type Config = z.output<typeof configFile>;
export type Section = Pick<Config, keyof typeof section>;
export type Ignore = NonNullable<Config["ignore"]>[number];
export type RuleSetting = NonNullable<Config["rules"]>[string];
