# Libraries that take a command as text or as a list: a list holds the words that the program is started with.
import anyio
import docker
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("listed-commands")
client = docker.from_env()


@mcp.tool()
def listing(folder: str) -> str:
    """Lists a folder of the container."""
    return client.containers.get("web").exec_run(["ls", "--", folder]).output.decode()


@mcp.tool()
def listing_by_shell(folder: str) -> str:
    """Lists a folder of the container."""
    done = client.containers.get("web").exec_run(["sh", "-c", f"ls {folder}"])  # expect: command-injection
    return done.output.decode()


@mcp.tool()
def listing_as_text(folder: str) -> str:
    """Lists a folder of the container."""
    return client.containers.get("web").exec_run(f"ls {folder}").output.decode()  # expect: command-injection


@mcp.tool()
async def own_listing(folder: str) -> str:
    """Lists a folder."""
    return (await anyio.run_process(["ls", "--", folder])).stdout.decode()


@mcp.tool()
async def own_listing_by_shell(folder: str) -> str:
    """Lists a folder."""
    command = ["sh", "-c"]
    command.append(f"ls {folder}")
    return (await anyio.run_process(command)).stdout.decode()  # expect: command-injection


@mcp.tool()
async def own_listing_as_text(folder: str) -> str:
    """Lists a folder."""
    return (await anyio.run_process(f"ls {folder}")).stdout.decode()  # expect: command-injection


mcp.run()
