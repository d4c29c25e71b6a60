# The token is there and is the right one; or it is one of a list.
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
        token = request.headers.get("x-api-key")
        if token and token == os.environ["API_KEY"]:
            return await call_next(request)
        if token in os.environ["API_KEYS"].split(","):
            return await call_next(request)
        return JSONResponse({"error": "unauthorized"}, status_code=401)


app = mcp.streamable_http_app()
app.add_middleware(Gate)
uvicorn.run(app, host="0.0.0.0", port=8000)
