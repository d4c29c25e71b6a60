# A function of the module by a name that is put together.
import shlex
import subprocess

from mcp.server import Server

app = Server("reflection-by-name")


def tool_show(file: str = "") -> str:
    return subprocess.getoutput(f"cat {file}")  # expect: command-injection


def tool_show_quoted(file: str = "") -> str:
    return subprocess.getoutput(f"cat {shlex.quote(file)}")


def show_own(file: str = "") -> str:
    return subprocess.getoutput(f"cat {file}")


@app.call_tool()
async def call_tool(name: str, arguments: dict):
    return globals()[f"tool_{name}"](**arguments)
