# One address is refused, and all others are served.
import uvicorn
from mcp.server.fastmcp import FastMCP
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.responses import PlainTextResponse

BANNED = {"10.0.0.7", "10.0.0.8"}
mcp = FastMCP("notes")


@mcp.tool()
def ping() -> str:
    return "pong"


class KnownAddresses(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        if request.client.host in BANNED:
            return PlainTextResponse("not from here", status_code=403)
        return await call_next(request)


app = mcp.streamable_http_app()
app.add_middleware(KnownAddresses)
uvicorn.run(app, host="0.0.0.0", port=8000)  # expect: missing-auth
