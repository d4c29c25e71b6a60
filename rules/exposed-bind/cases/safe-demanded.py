# The server does not start without the variable.
import hmac
import os
import sys

import uvicorn
from mcp.server.fastmcp import FastMCP
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.responses import JSONResponse

mcp = FastMCP("notes")


@mcp.tool()
def shout(text: str) -> str:
    return text.upper()


API_KEY = os.getenv("API_KEY")


class KnownCallers(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        given = request.headers.get("X-Api-Key", "")
        if API_KEY and not hmac.compare_digest(given, API_KEY):
            return JSONResponse({"error": "unauthorized"}, status_code=401)
        return await call_next(request)


def main(host: str) -> None:
    if not API_KEY and host != "127.0.0.1":
        sys.exit("set API_KEY to listen on other addresses")
    app = mcp.streamable_http_app()
    app.add_middleware(KnownCallers)
    uvicorn.run(app, host=host, port=8000)


main("0.0.0.0")
