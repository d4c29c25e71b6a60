// Escaped, cleaned, or no page at all.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import DOMPurify from "isomorphic-dompurify";
import escapeHtml from "escape-html";
import express from "express";
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
app.listen(3000, "127.0.0.1");

const hono = new Hono();
hono.get("/done", (c) => c.html(html`<p>Hello ${c.req.query("name")}</p>`));
export default hono;
