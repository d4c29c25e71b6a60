# Text of the caller run as code.
import importlib

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("cases")


@mcp.tool()
def filter_rows(condition: str) -> str:
    return str([row for row in range(9) if eval(condition, {"row": row})])  # expect: code-injection


@mcp.tool()
def define(name: str, body: str) -> str:
    exec(f"def {name}():\n    {body}")  # expect: code-injection
    return "defined"


@mcp.tool()
def plugin_info(plugin: str) -> str:
    return str(importlib.import_module(f"plugins.{plugin}").VERSION)  # expect: code-injection
