# The same, after the signature was compared.
import base64
import hmac
import json
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
        part = request.headers.get("authorization", "").removeprefix("Bearer ").split(".")
        if len(part) != 3:
            return JSONResponse({}, 401)
        wanted = hmac.new(os.environ["JWT_SECRET"].encode(), f"{part[0]}.{part[1]}".encode(), "sha256").digest()
        if not hmac.compare_digest(base64.urlsafe_b64decode(part[2] + "=="), wanted):
            return JSONResponse({}, 401)
        request.state.user = json.loads(base64.urlsafe_b64decode(part[1] + "=="))["sub"]
        return await call_next(request)


app = mcp.streamable_http_app()
app.add_middleware(Gate)
uvicorn.run(app, host="0.0.0.0", port=8000)
