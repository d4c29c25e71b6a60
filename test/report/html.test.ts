/** The page of a report: what it is made of, and what it does in a browser. */
import { createHash } from "node:crypto";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { audit } from "../../src/audit.js";
import { isSafe } from "../../src/findings/quote.js";
import type { Report } from "../../src/findings/types.js";
import { formatHtml } from "../../src/report/html/index.js";
import { root } from "../cli/run.js";
import { temporaryFolder } from "../temporary.js";
import { command, path, sampleReport } from "./sample.js";

const folder = temporaryFolder("html");
const reportOn = (tree: string): Promise<Report> =>
  audit({ paths: [join(root, "fixtures", tree)], details: true, inventory: true, profile: "audit" });

let weak: Report;
let hostile: Report;
beforeAll(async () => {
  weak = await reportOn("servers/weak");
  const seen = await reportOn("hostile/markup");
  const at = {
    path: `src/"><img src=x onerror=alert(1)>\x1b'\`</details>.ts`,
    span: { line: 1, col: 0, endLine: 1, endCol: 1 },
  };
  const attack = "</code></script><script>document.title='owned'</script><img src='https://evil.example/x'>";
  hostile = {
    ...seen,
    target: attack,
    findings: [
      { ...command, location: at, message: `\`${attack}\` ${attack}`, fix: attack },
      ...seen.findings,
    ],
    suppressed: [{ ...path, location: at, suppression: { kind: "inline", reason: attack } }],
    baseline: {
      file: attack,
      new: 1,
      unchanged: 0,
      absent: [{ ruleId: "ssrf", fingerprint: "x", path: at.path, line: 1, message: attack }],
    },
    notes: [{ path: at.path, kind: "failed", message: attack }],
    versionControl: { commit: "0".repeat(40), branch: attack, repository: `https://example.com/${attack}` },
    incomplete: true,
  };
});

describe("formatHtml", () => {
  it("lets in its own style and script only", () => {
    const page = formatHtml(weak);
    const policy =
      /Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1]?.replaceAll("&#39;", "'") ?? "";
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; /);
    for (const name of ["style", "script"]) {
      const parts = [...page.matchAll(new RegExp(`<${name}>([\\s\\S]*?)</${name}>`, "g"))];
      expect(parts).toHaveLength(1);
      const hash = createHash("sha256")
        .update(parts[0]?.[1] ?? "")
        .digest("base64");
      expect(policy).toContain(`${name}-src 'sha256-${hash}'`);
    }
    expect(page).not.toMatch(
      /\s(?:style|on\w+)="|@import|url\(|<(?:img|iframe|link|object|embed|base|form action)/,
    );
    for (const [, target] of page.matchAll(/(?:href|src)="([^"]*)"/g)) {
      expect(target).toMatch(/^(?:#[\w-]+|https:\/\/cwe\.mitre\.org\/data\/definitions\/\d+\.html)$/);
    }
  });

  it("is the same bytes for the same report and holds nothing of the machine", () => {
    expect(formatHtml(weak)).toBe(formatHtml(structuredClone(weak)));
    expect(formatHtml(weak)).not.toContain(root);
    expect(formatHtml({ ...sampleReport(), target: "/srv/project" })).not.toContain("/srv/project");
  });

  it("says what was not read, what is suppressed, what is mended, and what is missing on the page", () => {
    const report = sampleReport(Array.from({ length: 2003 }, () => command));
    const page = formatHtml({ ...report, suppressed: hostile.suppressed ?? [], incomplete: true });
    expect(page).toContain("3 more findings are not on this page");
    expect(page).toContain("Incomplete: something could not be read");
    expect(page).toContain("src/broken.ts:4: syntax error; the rest of the file was read");
    expect(page).toContain('<section id="suppressed"');
    expect(formatHtml(hostile)).toContain('<section id="mended"');
    const nothing = { ...report, findings: [], server: { entities: [], dynamic: [], transports: [] } };
    expect(formatHtml(nothing)).toContain("That is not the same as clean.");
  });

  it("has a call that shows a finding, where it is asked for", () => {
    expect(formatHtml(weak)).not.toContain("A call that shows it");
    const page = formatHtml(weak, { proof: true });
    expect(page).toContain("A call that shows it");
    expect(page).toContain("&quot;method&quot;: &quot;tools/call&quot;");
  });

  it("keeps hidden characters out", () => {
    for (const line of formatHtml(hostile, { proof: true }).split("\n"))
      expect(isSafe(line), line).toBe(true);
  });
});

const executable = [
  process.env["CHROMIUM"],
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
].find((each) => each !== undefined && existsSync(each));

// A browser is not a package of npm: without one on the machine, what the page does is not tried.
describe.skipIf(executable === undefined)("the page in a browser", () => {
  let browser: Browser;
  const events: string[] = [];
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executable ?? "", args: ["--no-sandbox"] });
  });
  afterAll(() => browser.close());

  async function open(
    report: Report,
    hash = "",
    options: { javaScriptEnabled?: boolean } = {},
  ): Promise<Page> {
    const file = join(folder, "report.html");
    writeFileSync(file, formatHtml(report));
    const page = await browser.newPage(options);
    events.length = 0;
    page.on("console", (message) => events.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => events.push(`error: ${error.message}`));
    page.on("request", (request) => {
      if (request.url().split("#")[0] !== `file://${file}`) events.push(`request: ${request.url()}`);
    });
    await page.goto(`file://${file}${hash}`);
    return page;
  }

  const visible = (page: Page) => page.locator("#findings .finding:visible");

  it("filters by severity, word, rule and tool", async () => {
    const page = await open(weak);
    const total = weak.findings.length;
    const criticals = weak.findings.filter(({ severity }) => severity === "critical").length;
    expect(await visible(page).count()).toBe(total);

    await page.getByRole("checkbox", { name: "critical" }).uncheck();
    expect(await visible(page).count()).toBe(total - criticals);
    expect(await page.locator("#shown").textContent()).toBe(`${total - criticals} of ${total} findings`);
    await page.getByRole("button", { name: "Clear" }).click();
    await expect.poll(() => visible(page).count()).toBe(total);

    await page.getByRole("searchbox").fill("sql find_notes");
    expect(await visible(page).locator(".title").allTextContents()).toContain("SQL injection");
    await page.getByRole("searchbox").fill("no such word");
    expect(await visible(page).count()).toBe(0);
    await page.getByRole("button", { name: "Clear" }).click();

    await page.getByLabel("Rule").selectOption("ssrf");
    expect(await visible(page).locator(".title").allTextContents()).toEqual(["Server-side request forgery"]);
    await page.getByRole("button", { name: "Clear" }).click();
    await page.getByLabel("Tool").selectOption("sum");
    expect(await visible(page).locator(".title").allTextContents()).toContain("Code injection");
    expect(await visible(page).count()).toBeLessThan(total);
    expect(events).toEqual([]);
    await page.close();
  });

  it("walks along a path", async () => {
    const page = await open(weak, `#f-${weak.findings[0]?.fingerprint}`);
    const finding = page.locator(".finding[open]");
    expect(await finding.count()).toBe(1);
    const steps = await finding.locator(".step").count();
    expect(steps).toBe(weak.findings[0]?.flow.length);
    const current = () => finding.locator(".step.current .role").textContent();
    expect(await current()).toBe("Source");
    expect(await finding.getByRole("button", { name: "Previous" }).isDisabled()).toBe(true);
    for (let i = 1; i < steps; i++) await finding.getByRole("button", { name: "Next" }).click();
    expect(await current()).toBe("Sink");
    expect(await finding.locator("output").textContent()).toBe(`${steps} / ${steps}`);
    await finding.getByRole("button", { name: "Previous" }).press("ArrowLeft");
    expect(await finding.locator("output").textContent()).toBe(`${steps - 1} / ${steps}`);
    const line = weak.findings[0]?.location.span.line;
    expect(await finding.locator(".step.sink .line.at").first().getAttribute("data-line")).toBe(String(line));
    expect(events).toEqual([]);
    await page.close();
  });

  it("shows what each tool can do, and leads to its findings", async () => {
    const page = await open(weak);
    const tool = page.locator(".tool").filter({ hasText: "write_note" });
    const abilities = tool.locator(".ability");
    expect(await abilities.locator("summary").allTextContents()).toEqual(["Write files below `/srv/notes/`"]);
    expect(await abilities.locator("ul").textContent()).toMatch(/writeFile\(\).*server\.ts:\d+/);
    expect(await abilities.locator(".way, ul").count()).toBeGreaterThan(0);
    const alone = page.locator(".startup");
    expect(await alone.locator("h3").textContent()).toBe("Without any tool being called");
    expect(await alone.locator(".ability > summary").allTextContents()).toContain(
      "Listen for connections from other machines",
    );
    expect(await tool.locator(".hints").textContent()).toContain("says it only reads");
    await tool.locator("a.show").click();
    await expect.poll(() => visible(page).count()).toBeLessThan(weak.findings.length);
    expect(await visible(page).locator(".title").allTextContents()).toContain("Path traversal");
    await page.close();
  });

  it("shows hostile text as text", async () => {
    const page = await open(hostile);
    await page.getByRole("button", { name: "Open all" }).click();
    expect(await page.title()).not.toBe("owned");
    expect(await page.locator("img, iframe, svg, object, script:not(body > script)").count()).toBe(0);
    expect(await page.locator(".revision").textContent()).toContain(
      "<script>document.title='owned'</script>",
    );
    expect(await page.locator(".tool h3").first().textContent()).toContain("</script><script>");
    expect(await page.locator("#findings .finding").count()).toBe(hostile.findings.length);
    expect(events).toEqual([]);
    await page.close();
  });

  it("opens everything for the printer and closes it again", async () => {
    const page = await open(weak);
    const closed = () => page.locator("details:not([open])").count();
    const before = await closed();
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await closed()).toBe(0);
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await closed()).toBe(before);
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("#filters").isVisible()).toBe(false);
    await page.close();
  });

  it("can be read without its script", async () => {
    const page = await open(weak, "", { javaScriptEnabled: false });
    expect(await page.locator("#filters").isVisible()).toBe(false);
    await page.locator(".finding > summary").first().click();
    expect(await page.locator(".finding .message").first().isVisible()).toBe(true);
    expect(await page.locator(".walk").first().isVisible()).toBe(false);
    await page.close();
  });
});
