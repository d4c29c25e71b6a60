# Settings that are copied for one call: what the caller's copy holds is not in the program's own.
import copy
import subprocess

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("copied-defaults")
DEFAULTS = {"command": "uptime", "user": "nobody"}
SHARED = {"command": "uptime"}


def run(command: str) -> None:
    subprocess.run(command, shell=True, timeout=5)  # expect: command-injection


@mcp.tool()
def own(text: str) -> str:
    """Shows."""
    settings = dict(DEFAULTS)
    settings["command"] = text
    named = dict(DEFAULTS, command=text)
    cloned = DEFAULTS.copy()
    cloned["command"] = text
    deep = copy.deepcopy(DEFAULTS)
    deep["command"] = text
    subprocess.run(DEFAULTS["command"], shell=True, timeout=5)
    return " ".join([str(settings), str(named), str(cloned), str(deep)])


@mcp.tool()
def first(text: str) -> str:
    """Shows."""
    settings = dict(DEFAULTS)
    settings["command"] = text
    run(settings["command"])
    return "done"


@mcp.tool()
def second(text: str) -> str:
    """Shows."""
    settings = dict(DEFAULTS, command=text)
    subprocess.run(settings["command"], shell=True, timeout=5)  # expect: command-injection
    subprocess.run(f"id {settings['user']}", shell=True, timeout=5)
    return "done"


# The same one: what one call puts there, the next one finds.
@mcp.tool()
def third(text: str) -> str:
    """Shows."""
    settings = SHARED
    settings["command"] = text
    subprocess.run(SHARED["command"], shell=True, timeout=5)  # expect: command-injection
    return "done"
