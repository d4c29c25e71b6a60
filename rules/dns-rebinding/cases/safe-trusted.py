# Its own names and no others.
import uvicorn
from mcp.server.lowlevel import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from starlette.applications import Starlette
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Mount

server = Server("notes")
manager = StreamableHTTPSessionManager(app=server, stateless=True)

app = Starlette(routes=[Mount("/mcp", app=manager.handle_request)])
app.add_middleware(TrustedHostMiddleware, allowed_hosts=["localhost", "127.0.0.1"])
uvicorn.run(app, host="127.0.0.1", port=8000)
