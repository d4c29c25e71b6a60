# A file only where one is configured: without it, a port of all interfaces.
import os

import uvicorn
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("notes")


@mcp.tool()
def ping() -> str:
    return "pong"


uvicorn.run(mcp.streamable_http_app(), host="0.0.0.0", uds=os.environ.get("MCP_SOCKET"))  # expect: missing-auth
