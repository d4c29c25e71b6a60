# Names in a text are filled with the variables of the function around.
import os

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("local-names")


def filled(template: str, **values: str) -> str:
    return template.format(**values)


@mcp.tool()
def list_locals(name: str) -> str:
    """Lists a folder."""
    os.system("ls %(name)s" % locals())  # expect: command-injection
    return "done"


@mcp.tool()
def list_spread(name: str) -> str:
    """Lists a folder."""
    os.system("ls {name}".format(**locals()))  # expect: command-injection
    return "done"


@mcp.tool()
def list_by_helper(name: str) -> str:
    """Lists a folder."""
    os.system(filled("ls -l {name}", **vars()))  # expect: command-injection
    return "done"


@mcp.tool()
def list_replaced(name: str) -> str:
    """Lists a folder."""
    folder = "media"
    if len(name) > 3:
        folder = name
    os.system("ls {folder}".format_map(vars()))  # expect: command-injection
    return "done"


@mcp.tool()
def list_constant(name: str) -> str:
    """Lists a folder."""
    folder = "media"
    del name
    os.system("ls {folder}".format(**locals()))
    return "done"


@mcp.tool()
def list_checked(name: str) -> str:
    """Lists a folder."""
    if not name.isalnum():
        raise ValueError(name)
    os.system("ls %(name)s" % locals())
    return "done"
