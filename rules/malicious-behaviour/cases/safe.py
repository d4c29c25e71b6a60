import os
import subprocess
from pathlib import Path


def shown() -> str:
    with open(os.path.expanduser("~/.bashrc")) as file:
        return file.read()


def listed() -> str:
    with Path("~/.cursor/mcp.json").expanduser().open("r") as file:
        return file.read()


SERVICE = "mail-mcp.imap"


def kept(account: str) -> bytes:
    command = ["/usr/bin/security", "find-generic-password", "-s", SERVICE, "-a", account, "-w"]
    return subprocess.run(command, capture_output=True).stdout
