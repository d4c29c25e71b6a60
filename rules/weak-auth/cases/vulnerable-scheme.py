# Some token is asked for, and nobody looks at it.
import uvicorn
from fastapi import Depends, FastAPI
from fastapi.security import HTTPBearer
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("notes")
bearer = HTTPBearer()  # expect: weak-auth
api = FastAPI(dependencies=[Depends(bearer)])
api.mount("/", mcp.streamable_http_app())
uvicorn.run(api, host="0.0.0.0", port=8000)
