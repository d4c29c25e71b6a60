// Code that a tool is there to run, wrapped in a function so that `return` works: wrapping takes nothing away.
// What is spliced into a text or into a call of the program's own code is an injection all the same.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import puppeteer, { type Page } from "puppeteer";
import { z } from "zod";

const server = new McpServer({ name: "wrapped-code", version: "1.0.0" });
const open = async (): Promise<Page> => (await puppeteer.launch()).newPage();
const answer = (text: string) => ({ content: [{ type: "text" as const, text }] });

server.registerTool("evaluate_script", { inputSchema: { script: z.string() } }, async ({ script }) => {
  const page = await open();
  const result = await page.evaluate(`(async () => { // expect: unrestricted-execution
    try {
      return (function () { ${script} })();
    } catch (e) {
      return "it's over: " + e;
    }
  })()`);
  return answer(String(result));
});

server.registerTool("run_code", { inputSchema: { code: z.string() } }, async ({ code }) => {
  const result = new Function(`"use strict";\nreturn (async () => {\n${code}\n})();`); // expect: unrestricted-execution
  return answer(String(await result()));
});

server.registerTool("run_javascript", { inputSchema: { code: z.string() } }, async ({ code }) => {
  const page = await open();
  await page.evaluate(`document.title = "${code}"`); // expect: code-injection
  return answer("done");
});

server.registerTool("run_snippet", { inputSchema: { snippet: z.string() } }, async ({ snippet }) => {
  const page = await open();
  await page.evaluate(`highlight(${snippet})`); // expect: code-injection
  return answer("done");
});

server.registerTool("evaluate_literal", { inputSchema: { script: z.string() } }, async ({ script }) => {
  const page = await open();
  await page.evaluate(`const result = eval(${JSON.stringify(script)}); show(result);`); // expect: unrestricted-execution
  return answer("done");
});

server.registerTool("evaluate_with", { inputSchema: { script: z.string() } }, async ({ script }) => {
  const page = await open();
  await page.evaluate(`show(${JSON.stringify(script)})`);
  return answer("done");
});
