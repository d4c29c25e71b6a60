// Escaped, cleaned, or no page at all.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import http from "node:http";
import DOMPurify from "isomorphic-dompurify";
import escapeHtml from "escape-html";
import ejs from "ejs";
import Fastify from "fastify";
import express from "express";
import MarkdownIt from "markdown-it";
import { marked } from "marked";
import Mustache from "mustache";
import { Hono } from "hono";
import { html } from "hono/html";

export const server = new McpServer({ name: "cases", version: "1.0.0" });

const app = express();

app.get("/callback", (req, res) => {
  res.send(`<p>Error: ${escapeHtml(String(req.query.error))}</p>`);
});
app.post("/preview", (req, res) => {
  res.send(`<div>${DOMPurify.sanitize(req.body.text)}</div>`);
});
app.get("/state", (req, res) => {
  res.json({ state: req.query.state });
});
app.get("/number", (req, res) => {
  res.send(`<p>${Number(req.query.page)}</p>`);
});
app.get("/encoded", (req, res) => {
  res.send(`<a href="/next?to=${encodeURIComponent(String(req.query.to))}">next</a>`);
});
app.get("/plain", (req, res) => {
  res.status(400).type("text/plain").send(`<p>Error: ${req.query.error}</p>`);
});
app.get("/set", (req, res) => {
  res.set("Content-Type", "text/plain");
  res.send(`<p>Error: ${req.query.error}</p>`);
});
app.get("/data", (req, res) => {
  res.setHeader("content-type", "application/json");
  res.send(JSON.stringify({ error: `<p>${req.query.error}</p>` }));
});
// Escaped by the program itself: all that leads out of the place where it stands.
const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const byTable = (text: unknown) => String(text).replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c);
const bySwitch = (text: string) =>
  text.replace(/[&<>"]/g, (c) => {
    switch (c) {
      case "<":
        return "&lt;";
      case ">":
        return "&gt;";
      case '"':
        return "&quot;";
      default:
        return "&amp;";
    }
  });
const inText = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
app.get("/table", (req, res) => {
  res.send(`<p title="${byTable(req.query.text)}">${byTable(req.query.text)}</p>`);
});
app.get("/single", (req, res) => {
  res.send(`<p title='${byTable(req.query.text)}'>`);
});
app.get("/switch", (req, res) => {
  res.send(`<p title="${bySwitch(String(req.query.text))}">`);
});
app.get("/text", (req, res) => {
  res.send(`<html><title>${inText(String(req.query.title))}</title><p class="a">${inText(String(req.query.text))}</p>`);
});
// Markdown that is cleaned or escapes what is in it, templates that do.
app.post("/marked", async (req, res) => {
  res.send(DOMPurify.sanitize(await marked.parse(req.body.text)));
});
app.post("/markdown", (req, res) => {
  res.send(`<div>${new MarkdownIt().render(req.body.text)}</div>`);
});
app.post("/template", (req, res) => {
  res.send(ejs.render("<p><%= name %></p>", { name: req.body.name }));
});
app.post("/mustache", (req, res) => {
  res.send(Mustache.render("<p>{{name}}</p>", { name: req.body.name }));
});
app.get("/object", (req, res) => {
  res.send({ html: `<p>${req.query.text}</p>` });
});
app.get("/list", (req, res) => {
  res.send([`<p>${req.query.text}</p>`]);
});
app.listen(3000, "127.0.0.1");

http
  .createServer((request, response) => {
    response.writeHead(404, { "Content-Type": "text/plain" });
    response.end(`<h1>Not found: ${request.url}</h1>`);
  })
  .listen(3001, "127.0.0.1");

export const route = (request: Request) =>
  new Response(`<p>${new URL(request.url).searchParams.get("text")}</p>`, { headers: { "Content-Type": "text/plain" } });

const hono = new Hono();
hono.get("/header", (c) => {
  c.header("Content-Type", "text/plain");
  return c.body(`<p>Hello ${c.req.query("name")}</p>`);
});
hono.get("/done", (c) => c.html(html`<p>Hello ${c.req.query("name")}</p>`));

function forScript(json: string): string {
  return json.replace(/</g, "\\u003c").replace(/\//g, "\\/").replace(/\u2028/g, "\\u2028");
}
hono.get("/callback", (c) => {
  const data = forScript(JSON.stringify({ error: c.req.query("error") }));
  return c.html(`<html><body><script>const data = ${data}; opener.postMessage(data);</script></body></html>`);
});
// Nobody but the sender of a request decides about most of its headers.
hono.get("/agent", (c) => c.html(`<p>${c.req.header("User-Agent")} at ${c.req.header("host")}</p>`));
app.get("/host", (req, res) => {
  res.send(`<p>${req.headers.host} ${req.get("X-Forwarded-Proto")}</p>`);
});
export default hono;

// A text that is returned is plain text unless the answer was called a page.
const fast = Fastify();
fast.get("/returned", async (request) => `<p>${(request.query as { text: string }).text}</p>`);
fast.get("/typed", async (request, reply) => {
  reply.type("text/plain");
  return `<p>${(request.query as { text: string }).text}</p>`;
});
