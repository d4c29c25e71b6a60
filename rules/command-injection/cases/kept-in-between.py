# What is put into queues, context variables and small objects, and taken out of them again.
import asyncio
import collections
import contextvars
import queue
import subprocess
import types

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("kept-in-between")
waiting: queue.Queue = queue.Queue()
current = contextvars.ContextVar("current")
Job = collections.namedtuple("Job", "command folder")


@mcp.tool()
def of_a_queue(id: str) -> str:
    waiting.put(id)
    return subprocess.getoutput(waiting.get())  # expect: command-injection


@mcp.tool()
def of_a_context_variable(id: str) -> str:
    current.set(id)
    return subprocess.getoutput(current.get())  # expect: command-injection


@mcp.tool()
def of_a_named_tuple(id: str) -> str:
    job = Job(id, "/srv")
    return subprocess.getoutput(job.command)  # expect: command-injection


@mcp.tool()
def of_a_namespace(id: str) -> str:
    job = types.SimpleNamespace(command=id)
    return subprocess.getoutput(job.command)  # expect: command-injection


@mcp.tool()
async def of_a_task(id: str) -> str:
    return subprocess.getoutput(await asyncio.sleep(0, id))  # expect: command-injection


@mcp.tool()
def of_the_end_of_a_list(id: str) -> str:
    words = []
    words.extend(["ls", id])
    return subprocess.getoutput(words[-1])  # expect: command-injection


@mcp.tool()
def the_constant_in_front_of_it(id: str) -> str:
    words = [id, "uptime"]
    return subprocess.getoutput(words[-1])


mcp.run()
