// What is announced under a name reaches the functions that are kept under it, by this emitter.
import { execFileSync, execSync } from "node:child_process";
import { EventEmitter } from "node:events";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "emitted", version: "1.0.0" });
const text = (s: unknown) => ({ content: [{ type: "text" as const, text: String(s) }] });

const queue = new EventEmitter();
queue.on("job", (target: string) => execSync(`rsync -a /srv/ ${target}`)); // expect: command-injection
queue.on("safe", (target: string) => execFileSync("rsync", ["-a", "/srv/", "--", target]));
queue.on("unused", (target: string) => execSync(`rm -rf ${target}`));

const others = new EventEmitter();
others.on("job", (target: string) => execSync(`rm -rf ${target}`));

class Uploads extends EventEmitter {
  start(target: string) {
    this.emit("upload", 1, target);
  }
}
const uploads = new Uploads();
uploads.on("upload", (count: number, target: string) => execSync(`upload ${count} ${target}`)); // expect: command-injection

class Sync {
  private readonly events = new EventEmitter();
  constructor() {
    this.events.on("sync", (target: string) => execSync(`sync-to ${target}`)); // expect: command-injection
  }
  start(target: string) {
    this.events.emit("sync", target);
  }
}
const sync = new Sync();

server.tool("send", { target: z.string() }, async ({ target }) => {
  queue.emit("job", target);
  queue.emit("safe", target);
  others.emit("job", "/srv/cache");
  uploads.start(target);
  sync.start(target);
  return text("queued");
});
