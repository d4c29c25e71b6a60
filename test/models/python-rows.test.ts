/** Every sink row of the Python models is reached by a server written for it, and reported by some rule. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { audit } from "../../src/audit.js";
import type { ModelFile } from "../../src/models/types.js";
import { temporaryFolder } from "../temporary.js";
import { exerciseSinks } from "./python-exercise.js";

const folder = join(import.meta.dirname, "..", "..", "rules", "_models", "python");
const models = readdirSync(folder)
  .sort()
  .map((name) => parse(readFileSync(join(folder, name), "utf8")) as ModelFile);
const exercise = exerciseSinks(models);

/** Speaks of calls whatever value arrives at them. */
const UNRELATED = ["description-mismatch"];

/** Calls that are known not to be reported yet, and why. A call that works again fails until it is removed. */
const GAPS: readonly (readonly [RegExp, string])[] = [
  [/^program-args sh\.Command\(\)$/, "the program is named where the command is made"],
  [/^program-args git\./, "subcommands of git without dangerous options"],
  [/^nosql /, "the written parameter is declared as text, which cannot become an operator"],
  [/^work-dir /, "reported only behind a check with a hole, which the written server has not"],
];

describe("sink rows of the Python models", () => {
  const scratch = temporaryFolder("rows");
  const reported = new Set<number>();

  beforeAll(async () => {
    writeFileSync(join(scratch, "server.py"), exercise.text);
    const report = await audit({ paths: [scratch], profile: "audit", skipRules: UNRELATED });
    for (const { location, related } of report.findings) {
      for (const place of [location, ...related.map((each) => each.location)]) reported.add(place.span.line);
    }
  });

  const gap = (path: string, kind: string) => GAPS.some(([pattern]) => pattern.test(`${kind} ${path}`));

  it("are all reached", () => {
    const missed = exercise.calls.filter((call) => !reported.has(call.line) && !gap(call.path, call.kind));
    expect(missed.map((call) => `${call.kind} ${call.path}`)).toEqual([]);
  });

  it("have no gap that is closed", () => {
    const closed = GAPS.filter(([pattern]) =>
      exercise.calls.every((call) => !pattern.test(`${call.kind} ${call.path}`) || reported.has(call.line)),
    );
    expect(closed.map(([, why]) => why)).toEqual([]);
  });
});
