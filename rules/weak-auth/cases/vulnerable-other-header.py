# Another header opens the door, and every client can send it.
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
        if request.headers.get("x-internal") == "true":  # expect: weak-auth
            return await call_next(request)
        if request.headers.get("x-api-key") != os.environ["API_KEY"]:
            return JSONResponse({"error": "unauthorized"}, status_code=401)
        return await call_next(request)


app = mcp.streamable_http_app()
app.add_middleware(Gate)
uvicorn.run(app, host="0.0.0.0", port=8000)
