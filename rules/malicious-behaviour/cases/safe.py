import os
import subprocess
import winreg
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


# The names of its items, without what is kept there.
def accounts() -> str:
    return subprocess.run(f"security dump-keychain | grep -A 3 '{SERVICE}' | grep acct", shell=True, text=True).stdout


# Its own files below the same folder, its own settings, and a history that is only read.
def own() -> int:
    folder = Path.home() / ".acme"
    folder.joinpath("state.json").write_text("{}")
    (folder / "config").write_bytes(b"")
    with winreg.OpenKey(winreg.HKEY_CURRENT_USER, r"Software\Acme\Mail", 0, winreg.KEY_SET_VALUE) as key:
        winreg.SetValueEx(key, "folder", 0, winreg.REG_SZ, "inbox")
    with open(os.path.expanduser("~/.bash_history")) as file:
        return len(file.read())
