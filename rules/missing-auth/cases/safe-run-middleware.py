import os
import secrets
import subprocess

from fastmcp import FastMCP
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.responses import JSONResponse

mcp = FastMCP("services")


@mcp.tool
def restart(service: str) -> str:
    """Restarts a service."""
    subprocess.run(["systemctl", "restart", "--", service])
    return "ok"


class Callers(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        if not secrets.compare_digest(request.headers.get("x-api-key", ""), os.environ["MCP_KEY"]):
            return JSONResponse({}, status_code=401)
        return await call_next(request)


mcp.run(transport="http", host="0.0.0.0", middleware=[Middleware(Callers)])
