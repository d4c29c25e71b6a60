# The empty text stands in every one.
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
        token = request.headers.get("x-api-key", "")
        if token not in os.environ["API_KEYS"]:  # expect: weak-auth
            return JSONResponse({"error": "unauthorized"}, status_code=401)
        return await call_next(request)


app = mcp.streamable_http_app()
app.add_middleware(Gate)
uvicorn.run(app, host="0.0.0.0", port=8000)
