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


class Callers(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        # A key of its own, not a token of an authorization server.
        if not hmac.compare_digest(request.headers.get("x-api-key", ""), os.environ["MCP_KEY"]):
            return JSONResponse({"error": "unknown key"}, status_code=401)
        return await call_next(request)


app = mcp.streamable_http_app()
app.add_middleware(Callers)
uvicorn.run(app, host="0.0.0.0", port=8000)
