# Whoever sends no token is nobody, and what needs somebody asks for that.
import os

import uvicorn
from mcp.server.fastmcp import Context, FastMCP
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.responses import JSONResponse

mcp = FastMCP("notes")


class Owner(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        token = request.headers.get("authorization")
        if token and token != os.environ["API_KEY"]:
            return JSONResponse({"error": "unauthorized"}, status_code=401)
        request.state.owner = token is not None
        return await call_next(request)


@mcp.tool()
def status(ctx: Context) -> str:
    if not ctx.request_context.request.state.owner:
        raise PermissionError("only for the owner")
    return "running"


app = mcp.streamable_http_app()
app.add_middleware(Owner)

if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=8000)
