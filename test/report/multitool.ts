/** Runs Microsoft's SARIF validator with its own rules and those of GitHub code scanning, all turned on. */
import { spawnSync } from "node:child_process";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Log } from "sarif";

/** These are off unless they are asked for. */
const OFF_BY_DEFAULT = [
  "GH1001.ProvideRequiredLocationProperties",
  "GH1002.InlineThreadFlowLocations",
  "GH1003.ProvideRequiredRegionProperties",
  "GH1004.ReviewArraysThatExceedConfigurableDefaults",
  "GH1005.LocationsMustBeRelativeUrisOrFilePaths",
  "GH1006.ProvideCheckoutPath",
  "GH1007.ProvideFullyFormattedMessageStrings",
];

/** Path of the validator, or undefined where there is none for this platform. */
export function findMultitool(): string | undefined {
  try {
    return createRequire(import.meta.url)("@microsoft/sarif-multitool") as string;
  } catch {
    return undefined;
  }
}

/** What the validator says of the `*.sarif` files of a folder: errors and warnings. */
export function validateFolder(tool: string, folder: string): string[] {
  // The package would do it in a script, and scripts of packages are not run here.
  chmodSync(tool, 0o755);
  const options = OFF_BY_DEFAULT.map(
    (name) =>
      `<Properties Key="${name}.Options"><Property Key="RuleEnabled" Value="Error" Type="Driver.RuleEnabledState" /></Properties>`,
  );
  const config = join(folder, "rules.xml");
  writeFileSync(config, `<?xml version="1.0"?>\n<Properties>${options.join("")}</Properties>\n`);
  const output = join(folder, "verdict.json");
  const run = spawnSync(
    tool,
    [
      ...["validate", join(folder, "*.sarif"), "--rule-kind", "Sarif;Ghas", "--config", config],
      ...["--level", "Error;Warning", "--max-file-size-in-kb", "102400"],
      ...["--log", "ForceOverwrite", "--output", output],
    ],
    {
      encoding: "utf8",
      timeout: 300_000,
      env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: "1" },
    },
  );
  if (run.error !== undefined) throw run.error;
  const verdict = JSON.parse(readFileSync(output, "utf8").replace(/^\ufeff/, "")) as Log;
  const [first] = verdict.runs;
  const rules = new Map((first?.tool.driver.rules ?? []).map((rule) => [rule.id, rule]));
  const scanned = /(\d+) files? scanned/.exec(run.stdout)?.[1] ?? "0";
  const problems = (first?.results ?? []).map((result) => {
    const form = rules.get(result.ruleId ?? "")?.messageStrings?.[result.message.id ?? ""]?.text ?? "";
    const uri = result.locations?.[0]?.physicalLocation?.artifactLocation?.uri ?? "";
    return `${uri.split("/").pop()} ${result.ruleId}: ${form} ${result.message.arguments?.join(" | ")}`;
  });
  return scanned === "0" ? ["no file was looked at", run.stdout, run.stderr] : problems;
}
