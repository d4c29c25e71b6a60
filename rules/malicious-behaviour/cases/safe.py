import os
from pathlib import Path


def shown() -> str:
    with open(os.path.expanduser("~/.bashrc")) as file:
        return file.read()


def listed() -> str:
    with Path("~/.cursor/mcp.json").expanduser().open("r") as file:
        return file.read()
