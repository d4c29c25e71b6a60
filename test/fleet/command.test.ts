/** `mcp-audit fleet` and `mcp-audit merge`, as processes, on folders and archives that are made here. */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { join } from "node:path";
import process from "node:process";
import { Ajv } from "ajv";
import type { Log } from "sarif";
import { describe, expect, it } from "vitest";
import type { FleetLine } from "../../src/fleet/line.js";
import { type Run, root, run } from "../cli/run.js";
import { makeTree } from "../discover/make-tree.js";
import { tgz } from "../fetch/make-archives.js";
import { findMultitool, validateFolder } from "../report/multitool.js";
import { compileSchema } from "../report/sarif-schema.js";

const HEAD = `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
const server = new McpServer({ name: "x", version: "1" });
`;
const CLOCK = `${HEAD}server.registerTool("now", { description: "Tells the time." }, async () => ({ content: [{ type: "text", text: String(Date.now()) }] }));\n`;
const SHELL = `${HEAD}import { exec } from "node:child_process";
server.registerTool("count", { description: "Counts words.", inputSchema: { name: z.string() } }, async ({ name }) => new Promise((done) => exec(\`wc -w \${name}\`, (_, out) => done({ content: [{ type: "text", text: out }] }))));\n`;

/** A folder with a server in an archive, servers in folders, and a list of them. */
function fleet(list: readonly string[] = ["x.tgz", "clock", "shell", "gone"]): {
  cwd: string;
  mcp: (...args: string[]) => Run;
  lines: (file?: string) => FleetLine[];
  log: (file: string) => Log;
} {
  const cwd = makeTree({
    "x.tgz": tgz([
      {
        name: "package/package.json",
        content: JSON.stringify({ name: "x", version: "1.2.3", type: "module", bin: "s.js" }),
      },
      { name: "package/s.js", content: CLOCK },
    ]),
    "clock/server.ts": CLOCK,
    "shell/server.ts": SHELL,
    list: `# targets\n${list.join("\n")}\n`,
  });
  const env = { HOME: cwd, MCP_AUDIT_CACHE: join(cwd, "cache") };
  const read = (file: string): string => readFileSync(join(cwd, file), "utf8");
  return {
    cwd,
    mcp: (...args) => run(args, { cwd, env }),
    lines: (file = "mcp-audit-fleet.jsonl") =>
      read(file)
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line)),
    log: (file) => JSON.parse(read(file)),
  };
}

const schema = JSON.parse(readFileSync(join(root, "schemas", "fleet-line.schema.json"), "utf8"));
const fits = new Ajv({ allErrors: true, strict: false }).compile(schema);

describe("mcp-audit fleet", () => {
  it("writes a line of each target, whatever becomes of the others", () => {
    const { mcp, lines } = fleet();
    const { code, stdout, stderr } = mcp("fleet", "list");
    expect(stderr).toBe(
      "4 targets: 2 connect, 1 do not connect, 1 failed. Written to mcp-audit-fleet.jsonl.\n",
    );
    expect(stdout).toBe("");
    expect(code).toBe(1);
    expect(lines().map(({ target }) => target)).toEqual(["clock", "gone", "shell", "x.tgz"]);
    const [clock, gone, shell, archive] = lines();
    expect(clock).toMatchObject({
      verdict: "connect",
      tools: ["now"],
      incomplete: [],
      findings: { critical: 0 },
    });
    expect(clock).not.toHaveProperty("resolved");
    expect(clock).not.toHaveProperty("milliseconds");
    expect(gone?.error).toEqual({
      kind: "failed",
      message: expect.stringContaining("There is no file or folder gone"),
    });
    expect(gone).not.toHaveProperty("verdict");
    expect(shell).toMatchObject({ verdict: "avoid", findings: { critical: 1 }, reasons: [{ rule: "A3" }] });
    expect(archive?.resolved).toEqual({
      kind: "archive",
      name: "x",
      version: "1.2.3",
      integrity: expect.stringMatching(/^sha\d+-/),
    });
    for (const line of lines()) expect(fits(line) ? [] : fits.errors).toEqual([]);
    expect(fits({ ...clock, tools: 1 })).toBe(false);
  });

  it("writes the same bytes however many run at a time, and how long they took only when asked", () => {
    const { mcp, cwd, lines } = fleet();
    mcp("fleet", "list", "-o", "one", "--concurrency", "1", "--sarif", "one.sarif");
    mcp("fleet", "list", "-o", "four", "--concurrency", "4", "--sarif", "four.sarif");
    for (const end of ["", ".sarif"])
      expect(readFileSync(join(cwd, `four${end}`), "utf8")).toBe(
        readFileSync(join(cwd, `one${end}`), "utf8"),
      );
    mcp("fleet", "list", "-o", "timed", "--timings");
    expect(lines("timed").every(({ milliseconds }) => (milliseconds ?? 0) > 0)).toBe(true);
  });

  it("goes on where a run was ended, in the middle of a line as well", () => {
    const { mcp, cwd, lines } = fleet();
    mcp("fleet", "list", "--sarif", "f.sarif");
    const file = join(cwd, "mcp-audit-fleet.jsonl");
    const whole = readFileSync(file, "utf8");
    const sarif = readFileSync(join(cwd, "f.sarif"), "utf8");
    const [first = "", second = "", third = ""] = whole.split("\n");
    // What is there is believed, not audited again: that is how the second run is told from the first.
    const marked = first.replace('"tools":["now"]', '"tools":["then"]');
    writeFileSync(file, `${marked}\n${second}\n${third.slice(0, 80)}`);
    const { stderr } = mcp("fleet", "list", "--sarif", "f.sarif");
    expect(stderr).toContain("4 targets: 2 connect, 1 do not connect, 1 failed. 2 lines were there before.");
    expect(readFileSync(file, "utf8")).toBe(whole.replace(first, marked));
    expect(lines()).toHaveLength(4);
    expect(readFileSync(join(cwd, "f.sarif"), "utf8")).toBe(sarif);
  });

  it("keeps the runs of a run that was ended, and audits a target whose run is missing", () => {
    const { mcp, cwd, log } = fleet(["clock", "shell"]);
    mcp("fleet", "list", "--sarif", "f.sarif");
    const runs = log("f.sarif").runs.map((each) => JSON.stringify(each));
    const whole = readFileSync(join(cwd, "f.sarif"), "utf8");
    writeFileSync(join(cwd, "f.sarif"), JSON.stringify({ version: "2.1.0", runs: [] }));
    writeFileSync(join(cwd, "f.sarif.part"), `${runs[0]}\n${runs[1]?.slice(0, 99)}`);
    expect(mcp("fleet", "list", "--sarif", "f.sarif").stderr).toContain(" 1 line was there before.");
    expect(readFileSync(join(cwd, "f.sarif"), "utf8")).toBe(whole);
    expect(existsSync(join(cwd, "f.sarif.part"))).toBe(false);
  });

  it("audits failed ones again when told to, and lets them be otherwise", () => {
    const { mcp, cwd, lines } = fleet(["clock", "late"]);
    expect(mcp("fleet", "list").code).toBe(4);
    mkdirSync(join(cwd, "late"));
    writeFileSync(join(cwd, "late", "server.ts"), CLOCK);
    expect(mcp("fleet", "list").stderr).toContain("1 failed. 2 lines were there before.");
    expect(mcp("fleet", "list", "--retry-failed").stderr).toContain("1 line was there before.");
    expect(lines().map(({ target, verdict }) => [target, verdict])).toEqual([
      ["clock", "connect"],
      ["late", "connect"],
    ]);
  });

  it("ends what hangs, with the programs that it waits for", { timeout: 60_000 }, async () => {
    const sockets: Socket[] = [];
    const hanging = createServer((socket) => {
      socket.on("error", () => {});
      sockets.push(socket);
    });
    await new Promise<void>((done) => hanging.listen(0, "127.0.0.1", done));
    const { port } = hanging.address() as { port: number };
    const { mcp, lines } = fleet([`git+http://127.0.0.1:${port}/x.git`, "clock"]);
    const { code } = mcp("fleet", "list", "--timeout", "3");
    expect(code).toBe(4);
    const [clock, hung] = lines();
    expect(clock?.verdict).toBe("connect");
    expect(hung?.error).toEqual({ kind: "timeout", message: "It took longer than 3 s (--timeout)." });
    // git has ended, too: nobody holds the connection any more.
    await expect.poll(() => sockets.length).toBeGreaterThan(0);
    for (const socket of sockets) {
      socket.resume();
      await expect.poll(() => socket.readableEnded || socket.destroyed).toBe(true);
    }
    hanging.close();
  });

  it("ends what eats memory", () => {
    const { mcp, lines } = fleet(["clock"]);
    mcp("fleet", "list", "--memory", "8");
    expect(lines()[0]?.error).toEqual({
      kind: "memory",
      message: "It needed more than 8 MB of memory (--memory).",
    });
  });

  it("stops on a signal, and its files can be gone on with", async () => {
    const hanging = createServer(() => {});
    await new Promise<void>((done) => hanging.listen(0, "127.0.0.1", done));
    const { port } = hanging.address() as { port: number };
    const { mcp, cwd, lines } = fleet(["clock", `git+http://127.0.0.1:${port}/x.git`]);
    const child = spawn(
      process.execPath,
      [join(root, "bin", "mcp-audit.js"), "fleet", "list", "--concurrency", "1"],
      {
        cwd,
        env: { PATH: process.env["PATH"], HOME: cwd },
      },
    );
    await expect.poll(() => existsSync(join(cwd, "mcp-audit-fleet.jsonl")), { timeout: 20_000 }).toBe(true);
    const ended = new Promise((done) => child.on("close", done));
    child.kill("SIGTERM");
    expect(await ended).toBe(143);
    hanging.close();
    writeFileSync(join(cwd, "list"), "clock\nshell\n");
    expect(mcp("fleet", "list").stderr).toContain("1 line was there before.");
    expect(lines()).toHaveLength(2);
  }, 60_000);

  it("takes names that look like options, or hold what no terminal should see, for targets", () => {
    const { mcp, lines } = fleet(["--version", "a\u001b[31mb"]);
    const { stderr } = mcp("fleet", "list", "--verbose");
    expect(stderr).not.toContain("\u001b");
    expect(stderr).toContain("a\\x1b[31mb: failed: ");
    expect(lines().map(({ target, error }) => [target, error?.kind])).toEqual([
      ["--version", "failed"],
      ["a\u001b[31mb", "failed"],
    ]);
  });

  it.each([
    [["fleet", "none"], "none cannot be read (ENOENT)."],
    [["fleet", "empty"], "The list empty names no target."],
    [["fleet", "list", "--shard", "3/2"], 'Write it like "2/8": part 2 of 8.'],
    [["fleet", "list", "--timeout", "0"], "It must be a whole number from 1."],
    [["fleet", "list", "-o", "no/x"], "The folder of the output file no/x does not exist."],
    [["fleet", "list", "-o", "list"], "Line 1 of list was not written by mcp-audit fleet."],
    [["fleet", "list", "--sarif", "list"], "list is there and is not SARIF."],
    [["merge", "none"], "none cannot be read (ENOENT)."],
    [["merge", "list"], "Line 1 of list was not written by mcp-audit fleet."],
  ])("says what is wrong with %j", (args, message) => {
    const { mcp, cwd } = fleet();
    writeFileSync(join(cwd, "empty"), "# nothing\n");
    const { code, stderr } = mcp(...args);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(code).toBe(2);
  });
});

describe("mcp-audit merge", () => {
  it("makes of shards what one run makes, in any order", { timeout: 60_000 }, () => {
    const { mcp, cwd } = fleet();
    mcp("fleet", "list", "-o", "all.jsonl", "--sarif", "all.sarif");
    const parts = [1, 2, 3].flatMap((i) => {
      const args = ["--shard", `${i}/3`, "-o", `${i}.jsonl`, "--sarif", `${i}.sarif`, "--no-fail"];
      expect(mcp("fleet", "list", ...args).code).toBe(0);
      return [`${i}.sarif`, `${i}.jsonl`];
    });
    for (const files of [parts, [...parts].reverse(), [...parts, ...parts]]) {
      const merged = mcp("merge", ...files, "-o", "m.jsonl", "--sarif", "m.sarif");
      expect(merged.code).toBe(1);
      for (const end of ["jsonl", "sarif"])
        expect(readFileSync(join(cwd, `m.${end}`), "utf8")).toBe(
          readFileSync(join(cwd, `all.${end}`), "utf8"),
        );
    }
    expect(mcp("merge", "3.jsonl", "2.jsonl", "1.jsonl").stdout).toBe(
      readFileSync(join(cwd, "all.jsonl"), "utf8"),
    );
    const cut = readFileSync(join(cwd, "all.jsonl"), "utf8").slice(0, -20);
    writeFileSync(join(cwd, "cut.jsonl"), cut);
    expect(mcp("merge", "cut.jsonl").stderr).toContain(
      "The last line of cut.jsonl was cut off and is left out.",
    );
    expect(mcp("merge", "1.jsonl", "1.sarif").stderr).toContain(
      "Say with --sarif where the merged SARIF goes.",
    );
  });

  it("writes SARIF that is valid, with a run of each target and what failed in it", {
    timeout: 300_000,
  }, () => {
    const { mcp, cwd, log } = fleet();
    mcp("fleet", "list", "--sarif", "f.sarif");
    const { runs } = log("f.sarif");
    const validate = compileSchema();
    expect(validate(log("f.sarif")) ? [] : validate.errors).toEqual([]);
    expect(runs.map((each) => each.automationDetails?.id)).toEqual(
      ["clock", "gone", "shell", "x.tgz"].map((target) => `mcp-audit/fleet/${target}/`),
    );
    expect(runs.map((each) => each.invocations?.[0]?.executionSuccessful)).toEqual([true, false, true, true]);
    expect(runs.map((each) => each.results?.map(({ ruleId }) => ruleId))).toEqual([
      [],
      [],
      ["command-injection", "missing-audit-log"],
      [],
    ]);
    expect(runs.map((each) => each.tool.driver.rules?.map(({ id }) => id) ?? [])).toEqual([
      [],
      [],
      ["command-injection", "missing-audit-log"],
      [],
    ]);
    const tool = findMultitool();
    if (tool !== undefined) expect(validateFolder(tool, cwd)).toEqual([]);
  });
});
