from mcp.server.fastmcp import FastMCP

mcp = FastMCP("demo")


@mcp.tool()
def save(titles: list[str], kind: str = "note") -> int:
    return len(titles) + len(kind)
