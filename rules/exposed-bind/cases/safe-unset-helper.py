# The answer of a helper is no without the variable.
import hmac
import os

import uvicorn
from mcp.server.fastmcp import FastMCP
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.responses import JSONResponse

mcp = FastMCP("notes")


@mcp.tool()
def shout(text: str) -> str:
    return text.upper()


API_KEY = os.environ.get("API_KEY", "")


def is_known(given):
    if not API_KEY:
        return False
    return hmac.compare_digest(given, API_KEY)


class KnownCallers(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        if not is_known(request.headers.get("X-Api-Key", "")):
            return JSONResponse({"error": "unauthorized"}, status_code=401)
        return await call_next(request)


app = mcp.streamable_http_app()
app.add_middleware(KnownCallers)

uvicorn.run(app, host="0.0.0.0", port=8000)
