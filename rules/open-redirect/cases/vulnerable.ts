// Targets that the request names.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import express from "express";
import { Hono } from "hono";

export const server = new McpServer({ name: "cases", version: "1.0.0" });

const app = express();
app.get("/login", (req, res) => {
  res.redirect(req.query.next as string); // expect: open-redirect
});
app.get("/authorize", (req, res) => {
  const target = new URL(req.query.redirect_uri as string);
  target.searchParams.set("code", "1234");
  res.redirect(302, target.toString()); // expect: open-redirect
});
// `//evil.example` and `/\evil.example` are other hosts.
app.get("/slash", (req, res) => {
  const to = String(req.query.to);
  if (!to.startsWith("/")) return void res.sendStatus(400);
  res.redirect(to); // expect: open-redirect
});
app.get("/slashes", (req, res) => {
  const to = String(req.query.to);
  if (!to.startsWith("/") || to.startsWith("//")) return void res.sendStatus(400);
  res.redirect(to); // expect: open-redirect
});
app.get("/not-slashes", (req, res) => {
  const to = String(req.query.to);
  if (to.startsWith("//") || to.includes("\\")) return void res.sendStatus(400);
  res.redirect(to); // expect: open-redirect
});
app.get("/pattern", (req, res) => {
  const to = String(req.query.to);
  if (!/^\/(?!\/)/.test(to)) return void res.sendStatus(400);
  res.redirect(to); // expect: open-redirect
});
app.get("/anywhere", (req, res) => {
  const to = String(req.query.to);
  if (!/\/[a-z0-9]+$/.test(to)) return void res.sendStatus(400);
  res.redirect(to); // expect: open-redirect
});
app.get("/either", (req, res) => {
  const to = String(req.query.to);
  if (!/^\/[a-z]+|^https:/.test(to)) return void res.sendStatus(400);
  res.redirect(to); // expect: open-redirect
});
app.get("/decoded", (req, res) => {
  const to = String(req.query.to);
  if (!/^\/(?![/\\])/.test(to)) return void res.sendStatus(400);
  res.redirect(decodeURIComponent(to)); // expect: open-redirect
});
app.listen(3000, "127.0.0.1");

const hono = new Hono();
hono.get("/out", (c) => c.redirect(c.req.query("to") ?? "/")); // expect: open-redirect
export default hono;
