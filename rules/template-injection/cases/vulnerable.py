# The caller supplies the template.
import re

from jinja2 import Environment, Template
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("cases")
environment = Environment()


@mcp.tool()
def columns(one: str, two: str) -> str:
    """A path of names leads anywhere, and a call is one."""
    if not re.fullmatch(r"[\w.]+", one) or "{" in two:
        raise ValueError("no column")
    row = Template("{{ row.%s }}" % one).render(row={"a": 1})  # expect: template-injection
    return row + Template("{{ row.%s }}" % two).render(row={"a": 1})  # expect: template-injection


@mcp.tool()
def render(header: str, body: str) -> str:
    one = Template(header).render()  # expect: template-injection
    two = environment.from_string(body).render()  # expect: template-injection
    return one + two
