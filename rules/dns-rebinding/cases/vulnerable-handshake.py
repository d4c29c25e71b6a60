import json
from contextlib import asynccontextmanager

from mcp.types import JSONRPCMessage
from starlette.websockets import WebSocket


@asynccontextmanager
async def socket_transport(scope, receive, send):
    websocket = WebSocket(scope, receive, send)
    await websocket.accept(subprotocol="mcp")  # expect: dns-rebinding

    async def messages():
        async for text in websocket.iter_text():
            yield JSONRPCMessage.model_validate(json.loads(text))

    yield messages()
    await websocket.close()
