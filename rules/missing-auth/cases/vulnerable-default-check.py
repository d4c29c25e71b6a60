import uvicorn
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("notes")


@mcp.tool()
def shout(text: str) -> str:
    return text.upper()


# The SDK's own check of the Host header keeps nobody out who can write "localhost".
uvicorn.run(mcp.streamable_http_app(), host="0.0.0.0", port=8000)  # expect: missing-auth
