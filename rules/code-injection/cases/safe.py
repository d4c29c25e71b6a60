# Literals, numbers and fixed names.
import ast
import importlib
from typing import Literal

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("cases")


@mcp.tool()
def parse_list(text: str) -> str:
    return str(len(ast.literal_eval(text)))


@mcp.tool()
def convert(amount: float) -> str:
    return str(1000 * amount)


@mcp.tool()
def plugin_info(plugin: Literal["png", "svg"]) -> str:
    return str(importlib.import_module(f"plugins.{plugin}").VERSION)
