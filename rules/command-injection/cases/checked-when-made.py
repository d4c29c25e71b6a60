# A data class and a model that check their fields once these are there.
import re
import subprocess
from dataclasses import dataclass

from mcp.server.fastmcp import FastMCP
from pydantic import BaseModel

mcp = FastMCP("checked-when-made")


@dataclass
class Job:
    name: str

    def __post_init__(self):
        if not re.fullmatch(r"[a-z0-9]+", self.name):
            raise ValueError("no job")


@dataclass
class Plan:
    name: str

    def __post_init__(self):
        if not re.fullmatch(r"[a-z0-9]+", self.name):
            print("no plan")


@dataclass
class Pair:
    first: str
    second: str

    def __post_init__(self):
        if not self.first.isalnum():
            raise ValueError("no name")


class Task(BaseModel):
    name: str

    def model_post_init(self, context) -> None:
        if not self.name.isalnum():
            raise ValueError("no task")


@mcp.tool()
def add_job(name: str) -> str:
    """Adds a job."""
    job = Job(name)
    return subprocess.getoutput(f"jobs add {job.name}")


@mcp.tool()
def add_plan(name: str) -> str:
    """Adds a plan."""
    plan = Plan(name)
    return subprocess.getoutput(f"plans add {plan.name}")  # expect: command-injection


@mcp.tool()
def add_pair(first: str, second: str) -> str:
    """Adds two jobs."""
    pair = Pair(first, second)
    return subprocess.getoutput(f"jobs add {pair.first} && jobs add {pair.second}")  # expect: command-injection


@mcp.tool()
def add_first(first: str, second: str) -> str:
    """Adds one of two jobs."""
    pair = Pair(first, second)
    return subprocess.getoutput(f"jobs add {pair.first}")


@mcp.tool()
def add_task(name: str) -> str:
    """Adds a task."""
    task = Task(name=name)
    return subprocess.getoutput(f"tasks add {task.name}")


mcp.run()
