import hmac
import os
from typing import Annotated

import uvicorn
from fastapi import Depends, FastAPI, Header, HTTPException, Request
from mcp.server import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

server = Server("notes")
manager = StreamableHTTPSessionManager(app=server, stateless=True)
app = FastAPI()


def known_caller(x_api_key: Annotated[str, Header()]) -> None:
    if not hmac.compare_digest(x_api_key, os.environ["MCP_KEY"]):
        raise HTTPException(status_code=401)


@app.post("/mcp", dependencies=[Depends(known_caller)])
async def mcp(request: Request) -> None:
    await manager.handle_request(request.scope, request.receive, request._send)


uvicorn.run(app, host="0.0.0.0", port=8000)
