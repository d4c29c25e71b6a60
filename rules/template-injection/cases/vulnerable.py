# The caller supplies the template.
from jinja2 import Environment, Template
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("cases")
environment = Environment()


@mcp.tool()
def render(header: str, body: str) -> str:
    one = Template(header).render()  # expect: template-injection
    two = environment.from_string(body).render()  # expect: template-injection
    return one + two
