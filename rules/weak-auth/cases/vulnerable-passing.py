# A wrong token is refused, and the request goes on.
import os

from mcp.server.fastmcp import FastMCP
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.responses import JSONResponse
import uvicorn

mcp = FastMCP("notes")


@mcp.tool()
def ping() -> str:
    return "pong"


class Gate:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        headers = dict(scope["headers"])
        if headers.get(b"x-api-key", b"").decode() != os.environ["API_KEY"]:
            refusal = JSONResponse({"error": "unauthorized"}, status_code=401)  # expect: weak-auth
            await refusal(scope, receive, send)
        await self.app(scope, receive, send)


app = mcp.streamable_http_app()
app.add_middleware(Gate)
uvicorn.run(app, host="0.0.0.0", port=8000)
