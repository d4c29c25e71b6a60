# A command line whose words are quoted and which is then taken apart into words again: what was quoted is one word of
# the list, and no program, as long as another word stands before it.
import os
import shlex
import subprocess

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("quoted-then-split")
TOOLS = os.environ.get("TOOLS", "/usr/bin")


def run(line: str) -> object:
    return subprocess.run(shlex.split(f"{TOOLS}/ffmpeg {line}"))


@mcp.tool()
def join(files: list[str], output: str) -> object:
    inputs = " ".join([f"-i {shlex.quote(file)}" for file in files])
    return run(f" {inputs} -y {shlex.quote(os.path.abspath(output))}")


@mcp.tool()
def convert(tool: str, output: str) -> object:
    line = f"{shlex.quote(tool)} -y {shlex.quote(os.path.abspath(output))}"
    return subprocess.run(shlex.split(line))  # expect: command-injection


@mcp.tool()
def show(name: str) -> object:
    line = f"{name} --version"
    return subprocess.run(shlex.split(line))  # expect: command-injection
