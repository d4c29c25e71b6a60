# The check is asked for below this path, and the health of the server for everybody.
import hmac
import os

import uvicorn
from mcp.server.fastmcp import FastMCP
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.responses import JSONResponse

mcp = FastMCP("notes")


@mcp.tool()
def shout(text: str) -> str:
    return text.upper()


class KnownCallers(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        if request.url.path == "/health":
            return await call_next(request)
        if request.url.path.startswith("/mcp"):
            given = request.headers.get("X-Api-Key", "")
            if not hmac.compare_digest(given, os.environ["API_KEY"]):
                return JSONResponse({"error": "unauthorized"}, status_code=401)
        return await call_next(request)


app = mcp.streamable_http_app()
app.add_middleware(KnownCallers)

uvicorn.run(app, host="0.0.0.0", port=8000)
