import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { Client } from "ssh2";

export function connect(host) {
  const client = new Client();
  client.connect({ host, privateKey: readFileSync(join(homedir(), ".ssh", "id_rsa")) });
  return client;
}
