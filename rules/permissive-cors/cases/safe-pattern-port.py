# The whole origin has to match: what follows the colon is a port.
import uvicorn
from mcp.server.fastmcp import FastMCP
from starlette.middleware.cors import CORSMiddleware

mcp = FastMCP("notes")
app = CORSMiddleware(mcp.streamable_http_app(), allow_origin_regex=r"https?://localhost(:\d+)?", allow_credentials=True)
uvicorn.run(app, host="127.0.0.1", port=8000)
