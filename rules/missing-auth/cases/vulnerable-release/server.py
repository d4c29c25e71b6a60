from mcp.server.fastmcp import FastMCP

mcp = FastMCP("notes")


@mcp.tool()
def shout(text: str) -> str:
    return text.upper()


mcp.run(transport="sse")  # expect: missing-auth
