# Command lines put together of lists: what stands behind the dashes of any of them is no option.
import os
import subprocess

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("dashes-put-together")
FLAGS = os.environ.get("LOG_FLAGS", "").split()


def log(command: list[str]) -> str:
    return subprocess.check_output(command, text=True)


@mcp.tool()
def added(paths: list[str]) -> str:
    """Shows what changed some paths."""
    command = ["git", "log", *FLAGS]
    command += ["--"] + paths
    return log(command)


@mcp.tool()
def spread(paths: list[str]) -> str:
    """Shows what changed some paths."""
    command = ["git", "log", *FLAGS]
    command += ["--", *paths]
    return log(command)


@mcp.tool()
def extended(paths: list[str]) -> str:
    """Shows what changed some paths."""
    command = ["git", "log", *FLAGS]
    command.extend(["--", *paths])
    return log(command)


@mcp.tool()
def appended(paths: list[str]) -> str:
    """Shows what changed some paths."""
    command = ["git", "log", *FLAGS]
    command.append("--")
    command += paths
    return log(command)


@mcp.tool()
def one(path: str) -> str:
    """Shows what changed a path."""
    command = list(FLAGS)
    command = command + ["--", path]
    return log(["git", "log", "-n", "9"] + command)


@mcp.tool()
def in_front(words: list[str], paths: list[str]) -> str:
    """Shows what changed some paths."""
    command = list(words)
    command += ["--", *paths]
    return subprocess.check_output(["git", "log"] + command, text=True)  # expect: argument-injection


@mcp.tool()
def another(paths: list[str]) -> str:
    """Shows what changed some paths."""
    command = ["git", "log", *FLAGS]
    whole = command + ["--"]
    command += paths
    return subprocess.check_output(command if whole else [], text=True)  # expect: argument-injection


if __name__ == "__main__":
    mcp.run()
