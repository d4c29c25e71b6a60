from mcp.server.fastmcp import FastMCP

mcp = FastMCP("notes", host="127.0.0.1", port=8000)


@mcp.tool()
def shout(text: str) -> str:
    return text.upper()


mcp.run(transport="streamable-http")  # expect: dns-rebinding
