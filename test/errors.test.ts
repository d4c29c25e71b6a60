import { describe, expect, it } from "vitest";
import { AuditError, InternalError, ScanError, UserError } from "../src/errors.js";

describe("errors", () => {
  it("carry the exit code of who has to act, a help text and their cause", () => {
    const cause = new Error("below");
    const errors = [
      new UserError("no such path", "Name a folder that exists."),
      new ScanError("unreadable", "Check the permissions.", { cause }),
      new InternalError("broken", undefined, { cause }),
    ];
    expect(errors.map((error) => [error.name, error.exitCode])).toEqual([
      ["UserError", 2],
      ["ScanError", 4],
      ["InternalError", 4],
    ]);
    expect(errors.every((error) => error instanceof AuditError && error.help.length > 0)).toBe(true);
    expect(errors[2]?.cause).toBe(cause);
  });
});
