# The application is made when the server starts, and the function around the one of the SDK asks for nothing.
import hmac
import os

import uvicorn
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("app-factory")
ACCESS = os.environ["NOTES_ACCESS"]


def add_tools() -> None:
    mcp.tool()(list_notes)


def list_notes() -> list[str]:
    """Lists the notes."""
    return ["one"]


def knows_token(scope: dict) -> bool:
    sent = dict(scope["headers"]).get(b"authorization", b"")
    return hmac.compare_digest(sent.decode("latin-1"), f"Bearer {ACCESS}")


def build():
    add_tools()
    inner = mcp.streamable_http_app()

    async def timed(scope, receive, send):
        print(scope["path"], flush=True)
        await inner(scope, receive, send)

    return timed


if __name__ == "__main__":
    uvicorn.run(build, host="0.0.0.0", port=8000, factory=True)  # expect: missing-auth
