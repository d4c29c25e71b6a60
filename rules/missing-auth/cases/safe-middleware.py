import hmac
import os

import uvicorn
from fastapi import Depends, FastAPI, Header, HTTPException
from mcp.server.fastmcp import FastMCP

TOKEN = os.environ["MCP_TOKEN"]
mcp = FastMCP("notes")


@mcp.tool()
def shout(text: str) -> str:
    return text.upper()


def known_caller(authorization: str = Header("")) -> None:
    if not hmac.compare_digest(authorization, f"Bearer {TOKEN}"):
        raise HTTPException(status_code=401)


app = FastAPI(dependencies=[Depends(known_caller)])
app.mount("/", mcp.streamable_http_app())

uvicorn.run(app, host="0.0.0.0", port=8000)
