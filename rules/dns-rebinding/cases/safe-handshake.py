import json
from contextlib import asynccontextmanager

from mcp.types import JSONRPCMessage
from starlette.websockets import WebSocket


@asynccontextmanager
async def socket_transport(scope, receive, send, allowed_origins: frozenset[str]):
    websocket = WebSocket(scope, receive, send)
    if not is_allowed_origin(websocket, allowed_origins):
        await websocket.close(code=1008)
        return
    await websocket.accept(subprotocol="mcp")

    async def messages():
        async for text in websocket.iter_text():
            yield JSONRPCMessage.model_validate(json.loads(text))

    yield messages()
    await websocket.close()


def is_allowed_origin(websocket: WebSocket, allowed_origins: frozenset[str]) -> bool:
    return websocket.headers.get("origin") in allowed_origins
