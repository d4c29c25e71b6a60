# Without the variable everybody is let in.
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


class KnownCallers(BaseHTTPMiddleware):
    def __init__(self, app, key=None):
        super().__init__(app)
        self.key = key

    async def dispatch(self, request, call_next):
        given = request.headers.get("X-Api-Key", "")
        if self.key and not hmac.compare_digest(given, self.key):
            return JSONResponse({"error": "unauthorized"}, status_code=401)
        return await call_next(request)


app = mcp.streamable_http_app()
app.add_middleware(KnownCallers, key=os.getenv("API_KEY"))

uvicorn.run(app, host="0.0.0.0", port=8000)  # expect: exposed-bind
