# What the scheme gives is compared.
import os

import uvicorn
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPBearer
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("notes")
bearer = HTTPBearer()


def known(given=Depends(bearer)):
    if given.credentials != os.environ["API_KEY"]:
        raise HTTPException(status_code=401)


api = FastAPI(dependencies=[Depends(known)])
api.mount("/", mcp.streamable_http_app())
uvicorn.run(api, host="0.0.0.0", port=8000)
