// An upload is kept under a name that the library makes up; the name that the sender gives it is another matter.
import { readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import express from "express";
import multer from "multer";

const server = new McpServer({ name: "cases", version: "1.0.0" });
const upload = multer({ dest: "uploads", limits: { fileSize: 1_000_000 } });
const app = express();
app.use((req, res, next) => {
  if (req.headers.authorization !== `Bearer ${process.env.TOKEN}`) return res.status(401).end();
  next();
});

app.post("/papers", upload.single("paper"), (req, res) => {
  const file = req.file;
  const text = readFileSync(file.path);
  writeFileSync(`papers/${file.originalname}`, text); // expect: path-traversal
  unlinkSync(file.path);
  res.json({ kept: true });
});

app.listen(8080, "127.0.0.1");
server.tool("papers", {}, async () => ({ content: [{ type: "text", text: "see /papers" }] }));
