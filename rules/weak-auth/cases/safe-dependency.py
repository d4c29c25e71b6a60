# The whole header is compared.
import os

import uvicorn
from fastapi import Depends, FastAPI, Header, HTTPException
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("notes")


def caller(authorization: str = Header()) -> str:
    if authorization != f"Bearer {os.environ['API_KEY']}":
        raise HTTPException(status_code=401)
    return authorization


api = FastAPI(dependencies=[Depends(caller)])
api.mount("/", mcp.streamable_http_app())
uvicorn.run(api, host="0.0.0.0", port=8000)
