# A tool executes what it is sent: the traceback of that code is its answer. Others tell where the server failed.
import traceback

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sent-code")


def execute(code: str) -> str:
    try:
        exec(code, {})  # expect: unrestricted-execution
    except Exception:
        return traceback.format_exc()
    return "done"


@mcp.tool()
def run_code(code: str) -> str:
    """Runs Python code."""
    return execute(code)


@mcp.tool()
def list_notes() -> str:
    """Lists notes."""
    try:
        with open("/var/lib/notes/index") as index:
            return index.read()
    except Exception:
        return traceback.format_exc()  # expect: leaky-error


if __name__ == "__main__":
    mcp.run()
