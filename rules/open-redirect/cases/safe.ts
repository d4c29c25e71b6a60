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
app.listen(3000, "127.0.0.1");
