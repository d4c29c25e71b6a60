import sys

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("notes")


def count(text: str) -> int:
    print(f"counting {len(text)} characters", file=sys.stderr)
    return len(text.split())


@mcp.tool()
def count_words(text: str) -> int:
    return count(text)


if __name__ == "__main__":
    mcp.run(transport="stdio")
