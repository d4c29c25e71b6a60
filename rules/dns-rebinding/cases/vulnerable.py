import uvicorn
from mcp.server import Server
from mcp.server.sse import SseServerTransport
from starlette.applications import Starlette
from starlette.routing import Mount, Route

server = Server("notes")
sse = SseServerTransport("/messages/")  # expect: dns-rebinding


async def handle(request):
    async with sse.connect_sse(request.scope, request.receive, request._send) as streams:
        await server.run(streams[0], streams[1], server.create_initialization_options())


app = Starlette(routes=[Route("/sse", endpoint=handle), Mount("/messages/", app=sse.handle_post_message)])
uvicorn.run(app, host="127.0.0.1", port=8000)
