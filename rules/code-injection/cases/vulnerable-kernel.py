# A kernel executes what it is sent.
from jupyter_client import BlockingKernelClient
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("kernel")
kernel = BlockingKernelClient()


@mcp.tool()
def plot(column: str) -> str:
    kernel.execute(f"frame.plot('{column}')")  # expect: code-injection
    return "done"


if __name__ == "__main__":
    mcp.run()
