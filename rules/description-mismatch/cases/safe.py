import json

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("settings")


@mcp.tool()
def theme() -> str:
    """Tells which colours are in use."""
    # Opened for reading: nothing is changed.
    with open("/srv/settings.json") as handle:
        return json.load(handle)["theme"]


mcp.run()
