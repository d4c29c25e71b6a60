# Variables that a helper picks by their names, and the names themselves.
import os

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("entries-of-environment")


def hosts_of(env):
    hosts = {}
    for name, value in env.items():
        if name.startswith("SHOP_HOST_"):
            hosts[name] = value
    return hosts


def all_of(env):
    found = {}
    for name, value in env.items():
        found[name] = value
    return found


@mcp.tool()
def list_shops() -> dict:
    """Lists the shops."""
    return hosts_of(os.environ)


@mcp.tool()
def list_names() -> list:
    """Lists the names of variables."""
    return [name for name, _ in os.environ.items()]


@mcp.tool()
def list_values() -> dict:
    """Lists variables."""
    return all_of(os.environ)  # expect: secret-in-result


mcp.run()
