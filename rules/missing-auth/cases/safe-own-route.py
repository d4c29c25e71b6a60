# The route itself asks for a key.
import hmac
import os

import uvicorn
from fastapi import APIRouter, Depends, FastAPI, Header, HTTPException
from mcp.server.lowlevel import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

server = Server("notes")
manager = StreamableHTTPSessionManager(app=server, stateless=True)


def known(x_api_key: str = Header()):
    if not hmac.compare_digest(x_api_key, os.environ["API_KEY"]):
        raise HTTPException(status_code=401)


api = FastAPI()
admin = APIRouter(prefix="/admin")


@admin.get("/status")
async def status():
    return {"ok": True}


@api.post("/mcp", dependencies=[Depends(known)])
async def handle(request):
    await manager.handle_request(request.scope, request.receive, request._send)


api.include_router(admin)
uvicorn.run(api, host="0.0.0.0", port=8000)
