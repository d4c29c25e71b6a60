# Of the environment, a server may answer with the variables that are its own settings.
import os

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("own-variables")
SHOWN = {"LANG", "TZ"}


@mcp.tool()
def settings() -> dict[str, str]:
    """Shows the settings."""
    return {name: value for name, value in os.environ.items() if name.startswith("NOTES_")}


@mcp.tool()
def locale() -> dict[str, str]:
    """Shows the locale."""
    found = {}
    for name, value in os.environ.items():
        if name in SHOWN:
            found[name] = value
    return found


@mcp.tool()
def variables() -> dict[str, str]:
    """Shows the variables."""
    return {name: value for name, value in os.environ.items() if not name.startswith("_")}  # expect: secret-in-result


if __name__ == "__main__":
    mcp.run()
