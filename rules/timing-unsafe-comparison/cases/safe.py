import hmac
import os

import uvicorn
from mcp.server.fastmcp import FastMCP
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.responses import JSONResponse

API_KEY = os.environ["MCP_API_KEY"]
mcp = FastMCP("notes")


@mcp.tool()
def shout(text: str) -> str:
    return text.upper()


class Callers(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        given = request.headers.get("x-api-key")
        if given is None or not hmac.compare_digest(given, API_KEY):
            return JSONResponse({"error": "unauthorized"}, status_code=401)
        return await call_next(request)


app = mcp.streamable_http_app()
app.add_middleware(Callers)
uvicorn.run(app, host="0.0.0.0", port=8000)
