# Any token will do.
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
        if token or token == os.environ["API_KEY"]:  # expect: weak-auth
            return await call_next(request)
        return JSONResponse({"error": "unauthorized"}, status_code=401)


app = mcp.streamable_http_app()
app.add_middleware(Gate)
uvicorn.run(app, host="0.0.0.0", port=8000)
