# Nobody asks whether it was the right one.
import hmac
import os

from mcp.server.fastmcp import FastMCP
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.responses import JSONResponse
import uvicorn

mcp = FastMCP("notes")


@mcp.tool()
def ping() -> str:
    return "pong"


class Gate(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        request.state.allowed = hmac.compare_digest(request.headers.get("x-api-key", ""), os.environ["API_KEY"])  # expect: weak-auth
        return await call_next(request)


app = mcp.streamable_http_app()
app.add_middleware(Gate)
uvicorn.run(app, host="0.0.0.0", port=8000)
