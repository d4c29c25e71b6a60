# A variable that the caller names is the environment, unless the names are a choice of the schema.
import os
from enum import Enum
from typing import Literal

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("named-variables")


class Shown(str, Enum):
    LANG = "LANG"
    TZ = "TZ"


@mcp.tool()
def locale(name: Literal["LANG", "TZ"]) -> str:
    """Shows a setting."""
    return os.environ[name]


@mcp.tool()
def zone(name: Shown) -> str:
    """Shows a setting."""
    return os.getenv(name.value, "")


@mcp.tool()
def address(host: str) -> str:
    """Shows where a host is really found."""
    prefix = f"NOTES_{host}_"
    if other := os.getenv(f"{prefix}HOST"):
        return f"{host} is {other}"
    return host


@mcp.tool()
def word(host: str) -> str:
    """Shows what a host is entered with."""
    return os.getenv(f"NOTES_{host}_PASS", "")  # expect: secret-in-result


@mcp.tool()
def place(name: str) -> str:
    """Shows where something is found, a database among it."""
    return os.getenv(f"{name}_URL", "")  # expect: secret-in-result


@mcp.tool()
def service(name: Literal["LANG", "SERVICE_TOKEN"]) -> str:
    """Shows a setting of the service."""
    return os.environ.get(name, "")  # expect: secret-in-result


@mcp.tool()
def variable(name: str) -> str:
    """Shows any variable."""
    return os.environ.get(name, "")  # expect: secret-in-result


@mcp.tool()
def host_of(shop: str) -> str:
    """Shows where a shop is."""
    prefix = f"SHOP_{shop}_"
    return os.environ.get(f"{prefix}HOST", "")


@mcp.tool()
def key_of(shop: str) -> str:
    """Shows the key of a shop."""
    return os.environ.get(f"SHOP_{shop}_KEY", "")  # expect: secret-in-result


@mcp.tool()
def address_of(shop: str) -> str:
    """Shows the address of a shop."""
    return os.environ.get(f"{shop}_URL", "")  # expect: secret-in-result


if __name__ == "__main__":
    mcp.run()
