# Whatever origin asks is sent back.
import uvicorn
from mcp.server.fastmcp import FastMCP
from starlette.middleware.base import BaseHTTPMiddleware

mcp = FastMCP("notes")


class Origins(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        response = await call_next(request)
        response.headers["Access-Control-Allow-Origin"] = request.headers.get("origin", "*")  # expect: permissive-cors
        response.headers["Access-Control-Allow-Credentials"] = "true"
        return response


app = mcp.streamable_http_app()
app.add_middleware(Origins)
uvicorn.run(app, host="127.0.0.1", port=8000)
