import uvicorn
from mcp.server.fastmcp import FastMCP
from starlette.applications import Starlette
from starlette.routing import Mount

mcp = FastMCP("notes")


@mcp.tool()
def shout(text: str) -> str:
    return text.upper()


app = Starlette(debug=True, routes=[Mount("/", app=mcp.sse_app())])  # expect: debug-mode
uvicorn.run(app, host="127.0.0.1", port=8000)
