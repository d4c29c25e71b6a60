# Whatever follows the name of the host belongs to another one.
import uvicorn
from mcp.server.fastmcp import FastMCP
from starlette.middleware.cors import CORSMiddleware

mcp = FastMCP("notes")
app = CORSMiddleware(mcp.streamable_http_app(), allow_origin_regex=r"https?://localhost.*", allow_credentials=True)  # expect: permissive-cors
uvicorn.run(app, host="127.0.0.1", port=8000)
