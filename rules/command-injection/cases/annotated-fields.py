# Fields of a model whose annotations say what they let through.
import subprocess
from enum import Enum
from typing import Annotated

from mcp.server.fastmcp import FastMCP
from pydantic import BaseModel, Field, StringConstraints, constr

mcp = FastMCP("annotated-fields")
Unit = Annotated[str, Field(pattern=r"^[a-z-]+$")]


class Target(Enum):
    BUILD = "build"
    CLEAN = "clean"


class Request(BaseModel):
    direct: Annotated[str, Field(pattern=r"^[a-z-]+$")]
    named: Unit
    made: constr(pattern=r"^[a-z-]+$")
    defaulted: Annotated[str, StringConstraints(pattern=r"^[a-z]+$")] = "x"
    optional: Annotated[str, Field(pattern=r"^[a-z]+$")] | None = None
    listed: list[Annotated[str, Field(pattern=r"^[a-z-]+$")]]
    short: Annotated[str, Field(max_length=40)]
    target: Target


@mcp.tool()
def status(request: Request) -> str:
    subprocess.run(f"systemctl status {request.direct}", shell=True)
    subprocess.run(f"systemctl status {request.named}", shell=True)
    subprocess.run(f"systemctl status {request.made}", shell=True)
    subprocess.run(f"systemctl status {request.defaulted}", shell=True)
    if request.optional:
        subprocess.run(f"systemctl status {request.optional}", shell=True)
    for each in request.listed:
        subprocess.run(f"systemctl status {each}", shell=True)
    subprocess.run(f"systemctl status {request.listed[0]}", shell=True)
    subprocess.run(f"systemctl status {' '.join(request.listed)}", shell=True)
    subprocess.run(f"make {request.target.value}", shell=True)
    subprocess.run(f"systemctl cat {request.short}", shell=True)  # expect: command-injection
    return "done"


if __name__ == "__main__":
    mcp.run()
