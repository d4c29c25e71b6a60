// Text of a request in a page.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import http from "node:http";
import ejs from "ejs";
import Fastify from "fastify";
import express from "express";
import MarkdownIt from "markdown-it";
import { marked } from "marked";
import Mustache from "mustache";
import { eventHandler, getQuery } from "h3";
import { Hono } from "hono";

export const server = new McpServer({ name: "cases", version: "1.0.0" });

const app = express();
const router = express.Router();

app.get("/callback", (req, res) => {
  res.send(`<p>Error: ${req.query.error}</p>`); // expect: xss
});

router.post("/preview", (req, res) => {
  res.status(200).type("html").send("<div>" + req.body.text + "</div>"); // expect: xss
});
app.get("/typed", (req, res) => {
  res.header("Content-Type", "text/html");
  res.send("<b>" + req.query.text); // expect: xss
});
app.get("/plain-elsewhere", (req, res) => {
  if (req.query.raw) res.type("text/plain");
  res.send("<b>" + req.query.text); // expect: xss
});
// Escaped by the program itself, and not all of it.
const ENTITIES: Record<string, string> = { "&": "&amp;", ">": "&gt;" };
const WRONG: Record<string, string> = { "&": "&amp;", "<": "<", ">": "&gt;" };
const byTable = (text: unknown) => String(text).replace(/[&<>]/g, (c) => ENTITIES[c] ?? c);
const wrongly = (text: unknown) => String(text).replace(/[&<>]/g, (c) => WRONG[c] ?? c);
const once = (text: string) => text.replace(/[<>]/, (c) => (c === "<" ? "&lt;" : "&gt;"));
const inText = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
app.get("/table", (req, res) => {
  res.send(`<p>${byTable(req.query.text)}</p>`); // expect: xss
});
app.get("/wrongly", (req, res) => {
  res.send(`<p>${wrongly(req.query.text)}</p>`); // expect: xss
});
app.get("/once", (req, res) => {
  res.send(`<p>${once(String(req.query.text))}</p>`); // expect: xss
});
app.get("/attribute", (req, res) => {
  res.send(`<p title="${inText(String(req.query.text))}">`); // expect: xss
});
app.get("/single", (req, res) => {
  res.send(`<p title='${inText(String(req.query.text)).replace(/"/g, "&quot;")}'>`); // expect: xss
});
app.get("/script", (req, res) => {
  res.send(`<p></p><script>const name = "${inText(String(req.query.text))}";</script>`); // expect: xss
});
// Markdown and templates that let markup through.
app.post("/marked", async (req, res) => {
  res.send(await marked.parse(req.body.text)); // expect: xss
});
app.post("/markdown", (req, res) => {
  res.send(new MarkdownIt({ html: true }).render(req.body.text)); // expect: xss
});
app.post("/raw-template", (req, res) => {
  res.send(ejs.render("<p><%- name %></p>", { name: req.body.name })); // expect: xss
});
app.post("/raw-mustache", (req, res) => {
  res.send(Mustache.render("<p>{{{name}}}</p>", { name: req.body.name })); // expect: xss
});
app.use("/pages", router);
app.listen(3000, "127.0.0.1");

http
  .createServer((request, response) => {
    response.writeHead(404, { "Content-Type": "text/html" });
    response.end(`<h1>Not found: ${request.url}</h1>`); // expect: xss
  })
  .listen(3001, "127.0.0.1");

export const shown = eventHandler((event) => `<p>${getQuery(event).text}</p>`); // expect: xss

const hono = new Hono();
hono.get("/done", (c) => c.html(`<p>Hello ${c.req.query("name")}</p>`)); // expect: xss

// JSON keeps `<`; only the first one is replaced; it is put in after the replacement; or it stands in a text.
hono.get("/raw", (c) => {
  const data = JSON.stringify({ error: c.req.query("error") });
  return c.html(`<script>const data = ${data};</script>`); // expect: xss
});
hono.get("/first", (c) => {
  const data = JSON.stringify({ error: c.req.query("error") }).replace(/</, "\\u003c");
  return c.html(`<script>const data = ${data};</script>`); // expect: xss
});
hono.get("/quoted", (c) => {
  const data = JSON.stringify({ error: c.req.query("error") }).replace(/</g, "\\u003c");
  return c.html(`<script>const data = '${data}';</script>`); // expect: xss
});
hono.get("/behind", (c) => {
  const data = JSON.stringify({ error: c.req.query("error") }).replace(/</g, "\\u003c");
  return c.html(`<script></script><p title="${data}"></p>`); // expect: xss
});
hono.get("/unquoted", (c) => {
  const data = JSON.stringify({ error: c.req.query("error") }).replace(/</g, "\\u003c").replace(/\\/g, "");
  return c.html(`<script>const data = ${data};</script>`); // expect: xss
});
hono.get("/referer", (c) => c.html(`<p>From ${c.req.header("Referer")}</p>`)); // expect: xss
hono.get("/any", (c) => c.html(`<p>${c.req.header(c.req.query("name") ?? "")}</p>`)); // expect: xss
export default hono;

const fast = Fastify();
fast.get("/returned", async (request, reply) => {
  reply.header("content-type", "text/html");
  return `<p>${(request.query as { text: string }).text}</p>`; // expect: xss
});
