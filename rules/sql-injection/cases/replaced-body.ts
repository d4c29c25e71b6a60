// A function in front of the route puts what the schema lets through in the place of what was sent.
import Database from "better-sqlite3";
import express, { type RequestHandler } from "express";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z, type ZodTypeAny } from "zod";

export const server = new McpServer({ name: "replaced-body", version: "1.0.0" });
const db = new Database("x.db");
const Limited = z.object({ limit: z.number().int().positive(), table: z.string() });

const validated =
  (schema: ZodTypeAny): RequestHandler =>
  (req, res, next) => {
    const result = schema.safeParse(req.body);
    if (!result.success) {
      res.status(400).json({ error: "invalid" });
      return;
    }
    req.body = result.data;
    next();
  };

const parsed =
  (schema: ZodTypeAny): RequestHandler =>
  (req, _res, next) => {
    try {
      req.body = schema.parse(req.body);
      next();
    } catch (error) {
      next(error);
    }
  };

/** Goes on whether the schema lets it through or not. */
const hopeful =
  (schema: ZodTypeAny): RequestHandler =>
  (req, _res, next) => {
    const result = schema.safeParse(req.body);
    if (result.success) req.body = result.data;
    next();
  };

/** The same with an exception that nobody minds. */
const careless =
  (schema: ZodTypeAny): RequestHandler =>
  (req, _res, next) => {
    try {
      req.body = schema.parse(req.body);
    } catch {}
    next();
  };

const app = express();
app.use(express.json());
app.post("/validated", validated(Limited), (req, res) => {
  const { limit } = req.body;
  res.json(db.prepare(`SELECT * FROM notes LIMIT ${limit}`).all());
});
app.post("/parsed", parsed(Limited), (req, res) => {
  res.json(db.prepare(`SELECT * FROM notes LIMIT ${req.body.limit}`).all());
});
app.post("/text", validated(Limited), (req, res) => {
  res.json(db.prepare(`SELECT * FROM ${req.body.table}`).all()); // expect: sql-injection
});
app.post("/query", validated(Limited), (req, res) => {
  res.json(db.prepare(`SELECT * FROM notes LIMIT ${req.query.limit}`).all()); // expect: sql-injection
});
app.post("/hopeful", hopeful(Limited), (req, res) => {
  res.json(db.prepare(`SELECT * FROM notes LIMIT ${req.body.limit}`).all()); // expect: sql-injection
});
app.post("/careless", careless(Limited), (req, res) => {
  res.json(db.prepare(`SELECT * FROM notes LIMIT ${req.body.limit}`).all()); // expect: sql-injection
});
app.post("/none", (req, res) => {
  res.json(db.prepare(`SELECT * FROM notes LIMIT ${req.body.limit}`).all()); // expect: sql-injection
});
app.listen(3000, "127.0.0.1");
