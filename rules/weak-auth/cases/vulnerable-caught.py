# What the verification throws is written down, and the request goes on.
import jwt
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
        try:
            token = request.headers.get("authorization", "").removeprefix("Bearer ")
            request.state.caller = jwt.decode(token, os.environ["JWT_SECRET"], algorithms=["HS256"])  # expect: weak-auth
        except jwt.PyJWTError:
            print("bad token")
        return await call_next(request)


app = mcp.streamable_http_app()
app.add_middleware(Gate)
uvicorn.run(app, host="0.0.0.0", port=8000)
