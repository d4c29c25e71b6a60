"""Defaults of fields that are made by a function or a class: what they are is known, and so is what runs in them."""

import shlex
import subprocess
import uuid
from dataclasses import dataclass, field

from mcp.server.fastmcp import FastMCP
from pydantic import BaseModel, Field

mcp = FastMCP("made-default")


class Runner:
    def run(self, target: str) -> str:
        return subprocess.getoutput(f"make {target}")  # expect: command-injection

    def run_quoted(self, target: str) -> str:
        return subprocess.getoutput(f"make {shlex.quote('build-' + target)}")


class Cleaner:
    def clean(self, target: str) -> str:
        return subprocess.getoutput(f"make clean-{target}")  # expect: command-injection


@dataclass
class Workshop:
    runner: Runner = field(default_factory=Runner)
    queue: list[str] = field(default_factory=list)
    limit: int = field(default=3)

    def work(self) -> str:
        return "".join(subprocess.getoutput(f"make {job}") for job in self.queue)  # expect: command-injection


class Yard(BaseModel):
    cleaner: Cleaner = Field(default_factory=lambda: Cleaner())


@dataclass
class Job:
    target: str
    job_id: str = field(default_factory=lambda: f"job-{uuid.uuid4()}")
    state: str = "waiting"


class Jobs:
    def __init__(self) -> None:
        self.by_id: dict[str, Job] = {}

    def add(self, target: str) -> Job:
        job = Job(target=target)
        self.by_id[job.job_id] = job
        return job

    def get(self, job_id: str) -> Job | None:
        return self.by_id.get(job_id)


workshop = Workshop()
jobs = Jobs()


@mcp.tool()
def build(target: str) -> str:
    """Builds a target."""
    return workshop.runner.run(target)


@mcp.tool()
def build_quoted(target: str) -> str:
    """Builds a target."""
    return Workshop().runner.run_quoted(target)


@mcp.tool()
def clean(target: str) -> str:
    """Cleans what belongs to a target."""
    return Yard().cleaner.clean(target)


@mcp.tool()
def enqueue(target: str) -> str:
    """Builds a target when there is time."""
    workshop.queue.append(target)
    return workshop.work()


@mcp.tool()
def start(target: str) -> str:
    """Starts a job and says by which name it is known."""
    job = jobs.add(target)
    job.state = "running"
    return job.job_id


# The name of a job that is known was made here.
@mcp.tool()
def log_of(job_id: str) -> str:
    """Shows the log of a job."""
    job = jobs.get(job_id)
    if job is None:
        return "no such job"
    return subprocess.getoutput(f"tail /var/log/{job_id}.log")


@mcp.tool()
def log_of_any(job_id: str) -> str:
    """Shows the log of a job."""
    job = jobs.get(job_id)
    log = subprocess.getoutput(f"tail /var/log/{job_id}.log")  # expect: command-injection
    return log if job is None else f"{job.state}: {log}"


if __name__ == "__main__":
    mcp.run()
