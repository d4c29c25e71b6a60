import { describe, expect, it } from "vitest";
import type { AbsentFinding, Finding } from "../../src/findings/types.js";
import { compareWithBaseline } from "../../src/policy/baseline.js";
import { sampleReport } from "../report/sample.js";

const sample = sampleReport().findings[0]!;
const KEY = "0123456789abcdef0123456789";
const finding = (fingerprint: string, path: string): Finding => ({
  ...sample,
  fingerprint,
  location: { ...sample.location, path },
});
const entry = (fingerprint: string, path: string): AbsentFinding => ({
  fingerprint,
  path,
  ruleId: sample.ruleId,
  line: 1,
  message: "",
});
const compare = (findings: readonly Finding[], entries: readonly AbsentFinding[]) => {
  const { unchanged, absent } = compareWithBaseline(findings, entries, (each) => each.location.path);
  return { new: findings.filter((each) => !unchanged.has(each)).map((each) => each.location.path), absent };
};

describe("compareWithBaseline", () => {
  it("knows a finding again in another file", () => {
    const one = `${KEY}000001`;
    expect(compare([finding(one, "b.ts")], [entry(one, "a.ts")])).toEqual({ new: [], absent: [] });
  });

  it("tells new, known and gone ones apart", () => {
    const gone = entry("f".repeat(32), "z.ts");
    const result = compare(
      [finding(`${KEY}000001`, "a.ts"), finding("e".repeat(32), "n.ts")],
      [gone, entry(`${KEY}000001`, "a.ts")],
    );
    expect(result).toEqual({ new: ["n.ts"], absent: [gone] });
  });

  it("calls the new one of two twins new, although it took the number of the old one", () => {
    const [first, second] = [`${KEY}000001`, `${KEY}000002`];
    const now = [finding(first, "a-new.ts"), finding(second, "b-old.ts")];
    expect(compare(now, [entry(first, "b-old.ts")]).new).toEqual(["a-new.ts"]);
  });

  it("does not take a twin for known more often than it is in the baseline", () => {
    const one = `${KEY}000001`;
    const now = ["a.ts", "b.ts", "c.ts"].map((path, at) => finding(`${KEY}00000${at + 1}`, path));
    expect(compare(now, [entry(one, "a.ts")]).new).toEqual(["b.ts", "c.ts"]);
  });

  it("does not mix rules", () => {
    const one = `${KEY}000001`;
    expect(compare([finding(one, "a.ts")], [{ ...entry(one, "a.ts"), ruleId: "other" }]).new).toEqual([
      "a.ts",
    ]);
  });
});
