# The ways in which functions become tools, resources and prompts, and what else is told of a call.
import shlex
import subprocess

from fastmcp import FastMCP
from fastmcp.prompts import Prompt
from fastmcp.resources import ResourceTemplate
from fastmcp.server.middleware import Middleware
from fastmcp.tools import Tool
from fastmcp.tools.tool_transform import forward
from mcp.server.fastmcp import FastMCP as Official


def listing(folder: str) -> str:
    """Lists a folder."""
    return subprocess.getoutput(f"ls {folder}")  # expect: command-injection


def listing_quoted(folder: str) -> str:
    """Lists a folder."""
    return subprocess.getoutput(f"ls {shlex.quote(folder)}")


mcp = FastMCP("forms", tools=[listing, listing_quoted])


class Size:
    """Tells how large a folder is."""

    def __call__(self, folder: str) -> str:
        return subprocess.getoutput(f"du -s {folder}")  # expect: command-injection


class SizeQuoted:
    """Tells how large a folder is."""

    def __call__(self, folder: str) -> str:
        return subprocess.getoutput(f"du -s {shlex.quote(folder)}")


mcp.tool(Size(), name="size")
mcp.tool(SizeQuoted(), name="size_quoted")


def log(unit: str) -> str:
    return subprocess.getoutput(f"journalctl -u {unit}")  # expect: command-injection


def summary(file: str) -> str:
    return subprocess.getoutput(f"head {file}")  # expect: command-injection


mcp.add_template(ResourceTemplate.from_function(fn=log, uri_template="logs://{unit}", name="log"))
mcp.add_prompt(Prompt.from_function(summary, name="summary"))


async def shortened(name: str) -> str:
    subprocess.run(f"touch {name}", shell=True)  # expect: command-injection
    return await forward(folder=name)


mcp.add_tool(Tool.from_tool(listing_quoted, name="shortened", transform_fn=shortened))


class Journal(Middleware):
    async def on_call_tool(self, context, call_next):
        subprocess.run(f"logger {context.message.arguments}", shell=True)  # expect: command-injection
        return await call_next(context)


class JournalOfNames(Middleware):
    async def on_call_tool(self, context, call_next):
        subprocess.run(["logger", "--", str(context.message.arguments)])
        return await call_next(context)


mcp.add_middleware(Journal())
mcp.add_middleware(JournalOfNames())
official = Official("completions")


@official.completion()
async def complete(ref, argument, context):
    return subprocess.getoutput(f"ls {argument.value}*")  # expect: command-injection


mcp.run()
