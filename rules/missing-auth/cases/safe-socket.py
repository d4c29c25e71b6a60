# A file of the machine: nobody on the network reaches it, and no web page.
import uvicorn
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("notes")


@mcp.tool()
def ping() -> str:
    return "pong"


uvicorn.run(mcp.streamable_http_app(), host="0.0.0.0", uds="/run/notes/mcp.sock")
