import uvicorn
from fastapi import FastAPI, Request
from mcp.server import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

server = Server("notes")
manager = StreamableHTTPSessionManager(app=server, stateless=True)
app = FastAPI()


@app.post("/mcp")
async def mcp(request: Request) -> None:
    await manager.handle_request(request.scope, request.receive, request._send)


# A token that the server sends to somebody else says nothing about its own callers.
UPSTREAM = {"Authorization": "Bearer upstream"}

uvicorn.run(app, host="0.0.0.0", port=8000)  # expect: missing-auth
