"""Patterns as Python writes them: flags in front, beside, of a compiled one; written out over lines; lines of a text."""
import re
import subprocess
from re import VERBOSE, compile as pattern

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("pattern-flags")

IN_FRONT = re.compile(r"(?i)^[a-z0-9_-]+\Z")
BESIDE = re.compile(r"^[a-z0-9_-]+\Z", re.IGNORECASE | re.ASCII)
EACH_LINE = re.compile(r"^[a-z0-9_-]+$", re.M)
EACH_LINE_IN_FRONT = re.compile(r"(?im)^[a-z0-9_-]+$")
WRITTEN_OUT = pattern(
    r"""
    ^ [a-z]          # a letter; then others
    [a-z0-9_-]{,30}  # (not more)
    \Z
    """,
    VERBOSE,
)
ODD = re.compile(r"(?i)[^a-z0-9]")


@mcp.tool()
def show(name: str, kind: str, tag: str) -> str:
    """Shows an item."""
    if not IN_FRONT.match(name) or not BESIDE.match(kind) or not WRITTEN_OUT.match(tag):
        raise ValueError("no name")
    subprocess.run(f"show {name}", shell=True)
    subprocess.run(f"show {kind}", shell=True)
    subprocess.run(f"show {tag}", shell=True)
    return "done"


@mcp.tool()
def show_pair(pair: str, brackets: str) -> str:
    """Shows two items of one name."""
    if not re.fullmatch(r"(?P<a>[a-z]+)-(?P=a)", pair, flags=re.A | re.I):
        raise ValueError("no pair")
    if not re.fullmatch(r"[]a-z[]+", brackets):
        raise ValueError("no brackets")
    subprocess.run(f"show {pair}", shell=True)
    subprocess.run(f"show {brackets}", shell=True)
    return "done"


@mcp.tool()
def show_odd(name: str) -> str:
    """Shows what is left of a name."""
    if ODD.search(name):
        raise ValueError("no name")
    subprocess.run(f"show {name}", shell=True)
    return "done"


@mcp.tool()
def show_rest(name: str, other: str) -> str:
    """Shows what is left of a name."""
    left = re.sub(r"(?i)[^a-z0-9]", "", name)
    subprocess.run(f"show {left}", shell=True)
    kept = re.sub(r" [^a-z0-9] ", "", other, flags=re.X)
    subprocess.run(f"show {kept}", shell=True)
    begins = re.sub(r"(?m)^[^a-z]+", "", other)
    subprocess.run(f"show {begins}", shell=True)  # expect: command-injection
    return "done"


@mcp.tool()
def show_lines(name: str, kind: str, tag: str) -> str:
    """Shows what one line is a name of."""
    if not EACH_LINE.search(name) or not EACH_LINE_IN_FRONT.search(kind):
        raise ValueError("no name")
    if not re.match(r"^[a-z0-9_-]+$", tag, re.MULTILINE):
        raise ValueError("no tag")
    subprocess.run(f"show {name}", shell=True)  # expect: command-injection
    subprocess.run(f"show {kind}", shell=True)  # expect: command-injection
    subprocess.run(f"show {tag}", shell=True)  # expect: command-injection
    return "done"


@mcp.tool()
def show_begin(name: str) -> str:
    """Shows what begins as a name."""
    if not re.match(r"(?i)[a-z0-9_-]+", name):
        raise ValueError("no name")
    subprocess.run(f"show {name}", shell=True)  # expect: command-injection
    return "done"


if __name__ == "__main__":
    mcp.run()
