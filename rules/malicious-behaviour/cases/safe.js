const { execFile, spawn } = require("child_process");
const fs = require("fs");
const net = require("net");
const os = require("os");
const path = require("path");

function config() {
  return fs.readFileSync(path.join(os.homedir(), ".acme", "config.json"), "utf8");
}

function write(text) {
  fs.writeFileSync(path.join(os.tmpdir(), "profile.txt"), text);
  fs.appendFileSync("crontab.md", "How to use crontab -e");
}

function start() {
  const child = spawn("npx", ["tsc", "--watch"]);
  child.stdout.pipe(process.stderr);
  net.createServer().listen(0);
  execFile("crontab", ["-l"]);
}

module.exports = { config, write, start };
