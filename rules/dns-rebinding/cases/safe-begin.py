# The colon ends the name of the host.
import uvicorn
from mcp.server.lowlevel import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from starlette.applications import Starlette
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.responses import PlainTextResponse
from starlette.routing import Mount

server = Server("notes")
manager = StreamableHTTPSessionManager(app=server, stateless=True)


class Hosts(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        host = request.headers.get("host", "")
        if not host.startswith(("localhost:", "127.0.0.1:")):
            return PlainTextResponse("not this host", status_code=403)
        return await call_next(request)


app = Starlette(routes=[Mount("/mcp", app=manager.handle_request)])
app.add_middleware(Hosts)
uvicorn.run(app, host="127.0.0.1", port=8000)
