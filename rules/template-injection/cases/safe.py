# Templates of the program, values of the caller.
import re

from jinja2 import Environment, Template
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("cases")
environment = Environment()
LETTER = Template("Dear {{ name }}")


@mcp.tool()
def columns(names: list[str], one: str) -> str:
    """Names of columns, which call nothing."""
    if not all(name.isidentifier() for name in names) or not re.fullmatch(r"\w+", one):
        raise ValueError("no column")
    row = Template(" | ".join("{{ row.%s }}" % name for name in names)).render(row={"a": 1})
    return row + Template("{{ row.%s }}" % one).render(row={"a": 1})


@mcp.tool()
def render(name: str) -> str:
    return LETTER.render(name=name) + environment.from_string("Hello {{ name }}").render(name=name)
