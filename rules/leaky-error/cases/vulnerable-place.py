import json

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("demo")


@mcp.tool()
def setting(name: str) -> dict:
    try:
        with open("/etc/demo/settings.json") as handle:
            return {"value": json.load(handle)[name]}
    except Exception as error:
        return {"error": str(error)}  # expect: leaky-error
