import os

import uvicorn
from fastapi import FastAPI, Request
from mcp.server import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

from client import use_key

server = Server("search")
manager = StreamableHTTPSessionManager(app=server, stateless=True)
app = FastAPI()


@app.post("/mcp")
async def mcp(request: Request) -> None:
    use_key(request.headers.get("x-api-key") or os.environ["SEARCH_API_KEY"])  # expect: weak-auth
    await manager.handle_request(request.scope, request.receive, request._send)


uvicorn.run(app, host="0.0.0.0", port=8000)
