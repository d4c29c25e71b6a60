# Code that a tool is there to run, wrapped in a function so that `return` works: wrapping takes nothing away.
# What is spliced into a text of the program's own code is an injection all the same.
import textwrap

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("wrapped-code")


@mcp.tool()
def execute_script(code: str) -> str:
    """Executes Python code; `return` gives the result."""
    scope: dict = {}
    wrapped = "def wrapped():\n" + textwrap.indent(code, "    ") + "\nresult = wrapped()\n"
    exec(wrapped, scope)  # expect: unrestricted-execution
    return str(scope["result"])


@mcp.tool()
def run_code(code: str) -> str:
    """Runs Python code."""
    scope: dict = {}
    exec(f"text = '''{code}'''", scope)  # expect: code-injection
    return str(scope["text"])
