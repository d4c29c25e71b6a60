# A server that is started in one of two modes, each with its tools: only one of the two is ever registered.
import os

from mcp.server.fastmcp import FastMCP


def register_few(mcp: FastMCP) -> None:
    @mcp.tool()
    def lookup(word: str) -> str:
        """Looks a word up."""
        return word


def register_all(mcp: FastMCP) -> None:
    @mcp.tool()
    def lookup(word: str) -> str:
        """Looks a word up."""
        return word.upper()

    @mcp.tool()
    def count(word: str) -> int:
        """Counts letters."""
        return len(word)


def register_more(mcp: FastMCP) -> None:
    @mcp.tool()  # expect: tool-shadowing
    def count(word: str) -> int:
        """Counts letters."""
        return len(word) + 1


def create() -> FastMCP:
    mcp = FastMCP("one-of-two")
    if os.environ.get("MODE") == "few":
        register_few(mcp)
        return mcp
    register_all(mcp)
    if os.environ.get("MODE") != "all":
        register_more(mcp)
    return mcp


if __name__ == "__main__":
    create().run()
