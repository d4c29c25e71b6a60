# The token comes from the environment.
import os

from fastmcp import FastMCP
from fastmcp.server.auth import StaticTokenVerifier

mcp = FastMCP("notes", auth=StaticTokenVerifier(tokens={os.environ["MCP_TOKEN"]: {"client_id": "me", "scopes": []}}))


@mcp.tool
def ping() -> str:
    """Answers."""
    return "pong"


mcp.run(transport="http", host="0.0.0.0", port=8000)
