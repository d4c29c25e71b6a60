from pathlib import Path


def folder() -> str:
    return str(Path.home() / ".addon")
