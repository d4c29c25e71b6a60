# Decorators of libraries that nobody models give a function that calls the one they wrap.
from beartype import beartype
from mcp.server.fastmcp import FastMCP
from unknown_limits import Limiter

mcp = FastMCP("behind-decorators")
limiter = Limiter()


@mcp.tool()
@beartype
def read(path: str) -> str:
    with open("/srv/data/" + path) as found:  # expect: path-traversal
        return found.read()


@mcp.tool()
@limiter.limit("5/minute")
async def read_seldom(path: str) -> str:
    with open("/srv/data/" + path) as found:  # expect: path-traversal
        return found.read()


if __name__ == "__main__":
    mcp.run()
