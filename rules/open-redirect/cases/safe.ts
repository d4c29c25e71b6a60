// Fixed targets, compared targets.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import express from "express";

export const server = new McpServer({ name: "cases", version: "1.0.0" });

const app = express();
const CALLBACKS = ["https://app.example.com/callback", "http://localhost:8000/callback"];

app.get("/login", (_req, res) => {
  res.redirect("/home");
});
app.get("/authorize", (req, res) => {
  const target = String(req.query.redirect_uri);
  if (!CALLBACKS.includes(target)) {
    res.status(400).end();
    return;
  }
  res.redirect(target);
});
app.get("/search", (req, res) => {
  res.redirect(`/results?q=${encodeURIComponent(String(req.query.q))}`);
});
// A path of the same site: one slash, and then something else.
app.get("/local", (req, res) => {
  const to = String(req.query.to);
  if (!to.startsWith("/") || to.startsWith("//") || to.includes("\\")) return void res.sendStatus(400);
  res.redirect(to);
});
app.get("/local-prefixes", (req, res) => {
  const to = String(req.query.to);
  res.redirect(to.startsWith("/") && !to.startsWith("//") && !to.startsWith("/\\") ? to : "/");
});
app.get("/local-pattern", (req, res) => {
  const to = String(req.query.to);
  if (!/^\/(?![/\\])/.test(to)) return void res.sendStatus(400);
  res.redirect(to);
});
app.get("/local-name", (req, res) => {
  const to = String(req.query.to);
  if (!/^\/[a-z0-9]+$/.test(to)) return void res.sendStatus(400);
  res.redirect(to);
});
app.get("/local-refused", (req, res) => {
  const to = String(req.query.to);
  if (!to.startsWith("/") || /^\/[/\\]/.test(to)) return void res.sendStatus(400);
  res.redirect(to);
});
app.get("/local-begin", (req, res) => {
  const to = String(req.query.to);
  if (!to.startsWith("/app/")) return void res.sendStatus(400);
  res.redirect(to);
});
app.listen(3000, "127.0.0.1");
