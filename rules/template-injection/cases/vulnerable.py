# The caller supplies the template.
from jinja2 import Environment, Template
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("cases")
environment = Environment()


@mcp.tool()
def render(layout: str) -> str:
    one = Template(layout).render()  # expect: template-injection
    two = environment.from_string(layout).render()  # expect: template-injection
    return one + two
