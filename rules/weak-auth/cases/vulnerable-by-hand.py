# What is in the middle of the token is believed.
import base64
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
        part = request.headers.get("authorization", "").split(".")
        if len(part) != 3:
            return JSONResponse({}, 401)
        claims = json.loads(base64.urlsafe_b64decode(part[1] + "=="))  # expect: weak-auth
        request.state.user = claims["sub"]
        return await call_next(request)


app = mcp.streamable_http_app()
app.add_middleware(Gate)
uvicorn.run(app, host="0.0.0.0", port=8000)
