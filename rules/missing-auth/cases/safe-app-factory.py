# The application is made when the server starts: a function around the one of the SDK that asks for a token first.
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


def header_of(scope: dict, name: str) -> str | None:
    wanted = name.encode("ascii")
    for key, value in scope.get("headers", []):
        if key.lower() == wanted:
            return value.decode("latin-1")
    return None


def ask_for_token(scope: dict) -> None:
    sent = header_of(scope, "authorization")
    if sent is None or not hmac.compare_digest(sent, f"Bearer {ACCESS}"):
        raise PermissionError("no token")


async def refuse(send) -> None:
    await send({"type": "http.response.start", "status": 401, "headers": [(b"www-authenticate", b"Bearer")]})
    await send({"type": "http.response.body", "body": b""})


def build():
    add_tools()
    inner = mcp.streamable_http_app()

    async def guarded(scope, receive, send):
        if scope["type"] == "http":
            try:
                ask_for_token(scope)
            except PermissionError:
                await refuse(send)
                return
        await inner(scope, receive, send)

    return guarded


if __name__ == "__main__":
    uvicorn.run(build, host="0.0.0.0", port=8000, factory=True)
