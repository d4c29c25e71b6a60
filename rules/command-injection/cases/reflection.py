# Functions that a program finds among its own members, by their names or one after the other.
import inspect
import shlex
import subprocess
import sys

from fastmcp import FastMCP
from fastmcp.contrib.mcp_mixin import MCPMixin, mcp_tool

mcp = FastMCP("reflection")


class Scripts:
    def run_script(self, extra: str = "") -> str:
        """Runs the script."""
        return subprocess.getoutput(f"bash run.sh {extra}")  # expect: command-injection

    def run_quoted(self, extra: str = "") -> str:
        """Runs the script."""
        return subprocess.getoutput(f"bash run.sh {shlex.quote(extra)}")

    def _own(self, extra: str = "") -> str:
        return subprocess.getoutput(f"sh {extra}")  # expect-spurious: command-injection -- names are not told apart


def register_all(server, toolset):
    for name, method in inspect.getmembers(toolset, predicate=inspect.ismethod):
        if not name.startswith("_"):
            server.tool(method)


register_all(mcp, Scripts())


class Others:
    def list_files(self, folder: str) -> str:
        """Lists a folder."""
        return subprocess.getoutput(f"ls {folder}")  # expect: command-injection


others = Others()
for each in dir(others):
    if not each.startswith("_"):
        mcp.tool(getattr(others, each))


def count_lines(file: str) -> str:
    """Counts the lines of a file."""
    return subprocess.getoutput(f"wc -l {file}")  # expect: command-injection


for title, function in inspect.getmembers(sys.modules[__name__], inspect.isfunction):
    mcp.tool(function, name=title)


class Mixed(MCPMixin):
    @mcp_tool(name="mixed")
    def mixed(self, extra: str = "") -> str:
        return subprocess.getoutput(f"bash mixed.sh {extra}")  # expect: command-injection


Mixed().register_all(mcp)
mcp.run()
