# Whoever reads the code may call.
from fastmcp import FastMCP
from fastmcp.server.auth import StaticTokenVerifier

mcp = FastMCP("notes", auth=StaticTokenVerifier(tokens={"dev-token": {"client_id": "me", "scopes": []}}))  # expect: default-credentials


@mcp.tool
def ping() -> str:
    """Answers."""
    return "pong"


mcp.run(transport="http", host="0.0.0.0", port=8000)
