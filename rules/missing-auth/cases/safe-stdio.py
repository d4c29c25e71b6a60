from mcp.server.fastmcp import FastMCP

# The address is that of a mode in which this server is not started.
mcp = FastMCP("notes", host="0.0.0.0")


@mcp.tool()
def shout(text: str) -> str:
    return text.upper()


mcp.run()
