# Without the variable a token is made.
import os
import secrets

import uvicorn
from mcp.server.fastmcp import FastMCP
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.responses import JSONResponse

mcp = FastMCP("notes")


@mcp.tool()
def shout(text: str) -> str:
    return text.upper()


expected = os.getenv("MCP_TOKEN")
if not expected:
    expected = secrets.token_urlsafe(32)
    print("token of this run:", len(expected))


class KnownCallers(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        if expected and request.headers.get("Authorization") != f"Bearer {expected}":
            return JSONResponse({"error": "unauthorized"}, status_code=401)
        return await call_next(request)


app = mcp.streamable_http_app()
app.add_middleware(KnownCallers)

uvicorn.run(app, host="0.0.0.0", port=8000)
