import asyncio
import shlex
import subprocess
import sys

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("files")
ALLOWED = {"head", "tail", "wc"}


@mcp.tool()
def run_command(command: str) -> str:
    """Runs one of a few commands."""
    words = shlex.split(command)
    if words[0] not in ALLOWED:
        raise ValueError("this command is not run")
    # The program is known; what it reads, and by which options, is not.
    return subprocess.run(words, capture_output=True, text=True).stdout  # expect: argument-injection


@mcp.tool()
def log_of(branch: str) -> str:
    """Shows what was committed last."""
    args = ["git", "log", "--oneline"]
    args.append(branch)
    return subprocess.run(args, capture_output=True, text=True).stdout  # expect: argument-injection


@mcp.tool()
async def history_of(extra: list[str]) -> str:
    """Shows what was committed, as asked for."""
    words = ["git", "log"]
    words.extend(extra)
    # The program stands first, however many words come behind it.
    process = await asyncio.create_subprocess_exec(*words)  # expect: argument-injection
    await process.wait()
    return "done"


@mcp.tool()
def add_package(name: str) -> str:
    """Adds a package."""
    # Behind `-m`, the module reads the options.
    subprocess.run([sys.executable, "-m", "pip", "install", name])  # expect: argument-injection
    return "done"


mcp.run()
