# It is off only where somebody says so.
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
        if os.getenv("ENVIRONMENT") == "development" or os.getenv("DISABLE_AUTH") == "true":
            return await call_next(request)
        if request.headers.get("Authorization") != f"Bearer {os.environ['MCP_TOKEN']}":
            return JSONResponse({"error": "unauthorized"}, status_code=401)
        return await call_next(request)


app = mcp.streamable_http_app()
app.add_middleware(KnownCallers)

uvicorn.run(app, host="0.0.0.0", port=8000)
