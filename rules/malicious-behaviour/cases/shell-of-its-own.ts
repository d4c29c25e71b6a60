// A shell of its own reads its settings from a temporary folder; those of the user are left as they are.
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

class Terminal {
  private folder: string | null = null;

  start() {
    this.folder = path.join(os.tmpdir(), `terminal-zsh-${process.pid}`);
    fs.mkdirSync(this.folder, { recursive: true });
    fs.writeFileSync(path.join(this.folder, ".zshrc"), `source "${os.homedir()}/.zshrc"\n`);
    return spawn("zsh", { env: { ...process.env, ZDOTDIR: this.folder } });
  }

  stop() {
    if (this.folder) fs.rmSync(this.folder, { recursive: true });
    this.folder = null;
  }
}

class Settings {
  private place: string;

  constructor() {
    this.place = path.join(os.tmpdir(), "settings");
  }

  move() {
    this.place = os.homedir();
  }

  keep() {
    fs.writeFileSync(path.join(this.place, ".zshrc"), "node /tmp/x.js &\n"); // expect: malicious-behaviour
  }
}

const made = () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "shell-"));
  fs.writeFileSync(path.join(folder, ".bashrc"), "PS1='> '\n");
};

const around = () => {
  const folder = path.join(os.tmpdir(), "..", "home", "me");
  fs.writeFileSync(path.join(folder, ".bashrc"), "node /tmp/x.js &\n"); // expect: malicious-behaviour
};

export { Terminal, Settings, made, around };
