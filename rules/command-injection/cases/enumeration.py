# A member of an enumeration that is asked for by its value: where there is none, nothing goes on.
import subprocess
from enum import Enum

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("enumeration")


class Job(str, Enum):
    BUILD = "build"
    CLEAN = "clean"


class Open(Enum):
    BUILD = "build"

    @classmethod
    def _missing_(cls, value):
        return value


@mcp.tool()
def refused(job: str) -> str:
    try:
        Job(job)
    except ValueError:
        return "unknown job"
    return subprocess.getoutput(f"make {job}")


@mcp.tool()
def taken(job: str) -> str:
    return subprocess.getoutput(f"make {Job(job).value}")


@mcp.tool()
def let_through(job: str) -> str:
    try:
        Job(job)
    except ValueError:
        pass
    return subprocess.getoutput(f"make {job}")  # expect: command-injection


@mcp.tool()
def given(job: str) -> str:
    Open(job)
    return subprocess.getoutput(f"make {job}")  # expect: command-injection


@mcp.tool()
def any_case(job: str) -> str:
    kind = Job(job.lower())
    if kind == Job.BUILD:
        return subprocess.getoutput(f"make {kind}")
    return subprocess.getoutput(f"make {job}")

mcp.run()
