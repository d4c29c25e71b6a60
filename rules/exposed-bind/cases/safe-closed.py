# Without the variable nobody is let in, or the request fails.
import os

import uvicorn
from mcp.server.fastmcp import FastMCP
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.responses import JSONResponse

mcp = FastMCP("notes")


@mcp.tool()
def shout(text: str) -> str:
    return text.upper()


EXPECTED = os.getenv("MCP_TOKEN")
ADMIN = os.getenv("ADMIN_TOKEN")


class KnownCallers(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        if ADMIN and request.headers.get("X-Admin-Token") == ADMIN:
            return await call_next(request)
        if not EXPECTED:
            return JSONResponse({"error": "no token is configured"}, status_code=503)
        if request.headers.get("Authorization") != f"Bearer {EXPECTED}":
            return JSONResponse({"error": "unauthorized"}, status_code=401)
        return await call_next(request)


app = mcp.streamable_http_app()
app.add_middleware(KnownCallers)

uvicorn.run(app, host="0.0.0.0", port=8000)
