// A plain web application that calls itself a server of the protocol: a bridge elsewhere forwards to it.
import { exec } from "node:child_process";
import express from "express";

const app = express();

app.get("/shelves/:id", (req, res) => {
  exec(`ls -la ${req.query.path}`, (_error, output) => { // expect: command-injection
    res.json({ output });
  });
});

app.listen(8890, "0.0.0.0"); // expect: missing-auth
