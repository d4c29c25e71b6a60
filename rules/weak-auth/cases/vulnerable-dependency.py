# Only the form of the token is looked at, and what the dependency gives is dropped.
import uvicorn
from fastapi import Depends, FastAPI, Header, HTTPException
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("notes")


def caller(authorization: str = Header()) -> str:  # expect: weak-auth
    if not authorization.startswith("Bearer "):
        raise HTTPException(status_code=401)
    return authorization


api = FastAPI(dependencies=[Depends(caller)])
api.mount("/", mcp.streamable_http_app())
uvicorn.run(api, host="0.0.0.0", port=8000)
