from fastmcp import FastMCP

mcp = FastMCP("notes")


@mcp.tool
def shout(text: str) -> str:
    return text.upper()


mcp.run(transport="http", port=8000)  # expect: missing-auth
