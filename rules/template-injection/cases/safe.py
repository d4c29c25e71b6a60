# Templates of the program, values of the caller.
from jinja2 import Environment, Template
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("cases")
environment = Environment()
LETTER = Template("Dear {{ name }}")


@mcp.tool()
def render(name: str) -> str:
    return LETTER.render(name=name) + environment.from_string("Hello {{ name }}").render(name=name)
