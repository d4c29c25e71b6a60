from mcp.server.fastmcp import FastMCP

mcp = FastMCP("notes")


def count(text: str) -> int:
    print(f"counting {len(text)} characters")  # expect: stdout-pollution
    return len(text.split())


@mcp.tool()
def count_words(text: str) -> int:
    return count(text)


if __name__ == "__main__":
    mcp.run()
