# What a route declares of its parameters holds for what arrives there, as for the parameters of a tool.
from pathlib import Path
from typing import Annotated

import fastapi
from fastapi import APIRouter, FastAPI, Query
from fastmcp import FastMCP
from pydantic import BaseModel, Field, field_validator

mcp = FastMCP("declared-in-route")
app = FastAPI()
router = APIRouter(prefix="/api")
BASE = Path("/srv/flows")


class NewFlow(BaseModel):
    name: str = Field(..., pattern=r"^[\w\-]+$")
    folder: str
    kind: str = Field(..., pattern=r"[\w\-]+$")
    owner: str
    body: str

    @field_validator("owner")
    @classmethod
    def plain(cls, value: str) -> str:
        if not value.isalnum():
            raise ValueError("owner")
        return value


@router.post("/create")
async def create(flow: NewFlow) -> dict:
    (BASE / f"{flow.name}.yaml").write_text(flow.body)
    (BASE / f"{flow.owner}.txt").write_text(flow.body)
    (BASE / f"{flow.folder}.yaml").write_text(flow.body)  # expect: path-traversal
    (BASE / f"{flow.kind}.yaml").write_text(flow.body)  # expect: path-traversal
    return {"ok": True}


@app.get("/read/{name}")
async def read(
    name: Annotated[str, fastapi.Path(pattern=r"^\w+$")],
    version: str = Query("1", pattern=r"^\d+$"),
    suffix: str = Query(".yaml", max_length=20),
) -> str:
    (BASE / f"{name}{suffix}").read_text()  # expect: path-traversal
    return (BASE / f"{name}-{version}.yaml").read_text()


@mcp.tool
def ping() -> str:
    """Answers."""
    return "pong"


app.include_router(router)
