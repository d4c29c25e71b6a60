import os
import secrets

import uvicorn
from mcp.server.fastmcp import FastMCP
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import JSONResponse

mcp = FastMCP("notes")


@mcp.tool()
def notes() -> str:
    """Lists the notes."""
    return "none"


class Callers(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        if not secrets.compare_digest(request.headers.get("x-api-key", ""), os.environ["MCP_KEY"]):
            return JSONResponse({}, status_code=401)
        return await call_next(request)


app = mcp.streamable_http_app()
app.add_middleware(Callers)
app.add_middleware(CORSMiddleware, allow_origin_regex="https?://.*", allow_credentials=True)  # expect: permissive-cors
uvicorn.run(app, host="0.0.0.0")
