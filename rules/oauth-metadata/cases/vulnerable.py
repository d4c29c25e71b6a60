import os

import jwt
import uvicorn
from mcp.server.fastmcp import FastMCP
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.responses import JSONResponse

mcp = FastMCP("notes")


@mcp.tool()
def shout(text: str) -> str:
    return text.upper()


class Callers(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        try:
            jwt.decode(token, os.environ["JWT_KEY"], algorithms=["HS256"], audience="notes")
        except jwt.InvalidTokenError:
            return JSONResponse({"error": "invalid_token"}, status_code=401)  # expect: oauth-metadata
        return await call_next(request)


app = mcp.streamable_http_app()
app.add_middleware(Callers)
uvicorn.run(app, host="0.0.0.0", port=8000)
