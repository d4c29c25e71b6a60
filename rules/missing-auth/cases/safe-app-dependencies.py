# What an application is made with is asked before each of its routes, also those of a router.
import os
import secrets
import subprocess

import uvicorn
from fastapi import APIRouter, Depends, FastAPI, Header, HTTPException


def known_caller(authorization: str = Header(default="")) -> None:
    if not secrets.compare_digest(authorization.encode(), os.environ["MCP_KEY"].encode()):
        raise HTTPException(status_code=401)


app = FastAPI(title="mcp-backend", dependencies=[Depends(known_caller)])
router = APIRouter()


@app.post("/command")
async def command(body: dict) -> str:
    if body["method"] == "tools/call":
        return subprocess.getoutput("ls " + body["params"]["arguments"]["folder"])  # expect: command-injection
    return ""


@router.post("/script")
async def script(body: dict) -> str:
    return subprocess.getoutput("sh " + body["script"])  # expect: command-injection


app.include_router(router)
uvicorn.run(app, host="0.0.0.0", port=8000)
