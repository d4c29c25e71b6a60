import subprocess
import time

from fastmcp import FastMCP
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware

mcp = FastMCP("services")


@mcp.tool
def restart(service: str) -> str:
    """Restarts a service."""
    subprocess.run(["systemctl", "restart", "--", service])
    return "ok"


class Clock(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        begin = time.monotonic()
        response = await call_next(request)
        response.headers["x-seconds"] = str(time.monotonic() - begin)
        return response


mcp.run(transport="http", host="0.0.0.0", middleware=[Middleware(Clock)])  # expect: missing-auth
