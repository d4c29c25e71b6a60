/** Every row of the JavaScript models about sinks, flows and sources is reached by a program written for it. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { audit } from "../../src/audit.js";
import type { ModelFile } from "../../src/models/types.js";
import { temporaryFolder } from "../temporary.js";
import { exerciseModel } from "./javascript-exercise.js";

const folder = join(import.meta.dirname, "..", "..", "rules", "_models", "javascript");
const models = readdirSync(folder)
  .sort()
  .map((name) => ({ name, model: parse(readFileSync(join(folder, name), "utf8")) as ModelFile }));

/** Speaks of calls whatever value arrives at them. */
const UNRELATED = ["description-mismatch"];

/** Rows that are known not to be seen yet, and why. A row that is seen fails until it is removed here. */
const GAPS: readonly (readonly [RegExp, string])[] = [
  [/^any: sink sql (?:exec|get|search) /, "%value has a row for the name, so that %any is not asked"],
  [/^ipaddr\.js: flow string (?:parse|process) /, "what it gives is an address, and no command"],
  [/^(?:node-ssh|ping): sink program-args /, "a program of which no dangerous option is known"],
  [/^ejs: flow markup /, "needs a template that writes values unescaped"],
  [/^marked: flow markup \(\)\.render/, "needs an option of the call that made the receiver"],
];

describe("rows of the JavaScript models", () => {
  const scratch = temporaryFolder("rows");
  const seen = new Map<string, boolean>();

  it.each(models)("$name", async ({ name, model }) => {
    const exercise = exerciseModel(model);
    const file = join(scratch, "server.ts");
    writeFileSync(file, exercise.text);
    const report = await audit({ paths: [file], cwd: scratch, profile: "audit", skipRules: UNRELATED });
    expect(report.notes.filter((note) => note.kind === "failed" || note.kind === "partial")).toEqual([]);
    // Rows of sinks, flows and sources speak of values that arrive; a check that names tools says nothing of them.
    const reported = new Set(
      report.findings
        .filter(({ flow }) => flow.length > 0)
        .flatMap(({ location, related }) =>
          [location, ...related.map((each) => each.location)].map((place) => place.span.line),
        ),
    );
    const wrong: string[] = [];
    for (const { what, line, reported: wanted } of exercise.lines) {
      const title = `${name.replace(".yaml", "")}: ${what}`;
      seen.set(title, reported.has(line));
      if (reported.has(line) === wanted || GAPS.some(([pattern]) => pattern.test(title))) continue;
      wrong.push(
        `${what} is ${wanted ? "not reported" : "reported"}: ${exercise.text.split("\n")[line - 1]}`,
      );
    }
    expect(wrong).toEqual([]);
  });

  it("have no gap that is closed", () => {
    const closed = GAPS.filter(([pattern]) =>
      [...seen].every(([title, reported]) => !pattern.test(title) || reported),
    );
    expect(closed.map(([, why]) => why)).toEqual([]);
  });
});
