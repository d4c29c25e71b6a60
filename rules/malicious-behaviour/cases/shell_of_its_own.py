# A shell of its own reads its settings from a temporary folder; those of the user are left as they are.
import os
import subprocess
import tempfile


class Terminal:
    def start(self):
        self.folder = tempfile.mkdtemp(prefix="terminal-")
        with open(os.path.join(self.folder, ".zshrc"), "w") as file:
            file.write("PROMPT='> '\n")
        return subprocess.Popen(["zsh"], env={**os.environ, "ZDOTDIR": self.folder})


def around():
    folder = os.path.join(tempfile.gettempdir(), "..", "home", "me")
    with open(os.path.join(folder, ".bashrc"), "a") as file:  # expect: malicious-behaviour
        file.write("node /tmp/x.js &\n")
