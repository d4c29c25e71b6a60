# An origin of the list is sent back.
import uvicorn
from mcp.server.fastmcp import FastMCP
from starlette.middleware.base import BaseHTTPMiddleware

OWN = {"http://localhost:6274"}
mcp = FastMCP("notes")


class Origins(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        response = await call_next(request)
        origin = request.headers.get("origin", "")
        if origin in OWN:
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Access-Control-Allow-Credentials"] = "true"
        return response


app = mcp.streamable_http_app()
app.add_middleware(Origins)
uvicorn.run(app, host="127.0.0.1", port=8000)
