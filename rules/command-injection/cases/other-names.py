"""Modules and builtins named by the tables of the runtime, and functions handed over with their arguments."""

import ctypes
import operator
import os
import pty
import sys
import weakref

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("names")


@mcp.tool()
def of_table(name: str) -> str:
    sys.modules["os"].system(f"ls {name}")  # expect: command-injection
    return "done"


@mcp.tool()
def of_module(name: str) -> str:
    os.__dict__["system"](f"ls {name}")  # expect: command-injection
    return "done"


@mcp.tool()
def of_variables(name: str) -> str:
    vars(os)["system"](f"ls {name}")  # expect: command-injection
    return "done"


@mcp.tool()
def imported(name: str) -> str:
    __import__("os").system(f"ls {name}")  # expect: command-injection
    return "done"


@mcp.tool()
def of_function(name: str) -> str:
    help.__class__.__call__.__globals__["os"].system(f"ls {name}")  # expect: command-injection
    return "done"


@mcp.tool()
def by_caller(name: str) -> str:
    operator.methodcaller("system", f"ls {name}")(os)  # expect: command-injection
    return "done"


@mcp.tool()
def of_class(name: str) -> str:
    type("Shell", (), {"run": staticmethod(os.system)}).run(f"ls {name}")  # expect: command-injection
    return "done"


@mcp.tool()
def of_library(name: str) -> str:
    ctypes.CDLL(None).system(f"ls {name}".encode())  # expect: command-injection
    return "done"


@mcp.tool()
def later(name: str) -> str:
    weakref.finalize(mcp, os.system, f"ls {name}")  # expect: command-injection
    return "done"


@mcp.tool()
def terminal(name: str) -> str:
    pty.spawn(["sh", "-c", f"ls {name}"])  # expect: command-injection
    return "done"


@mcp.tool()
def harmless(name: str) -> str:
    sys.modules["os"].path.basename(name)
    os.__dict__["fspath"](name)
    vars(os)["fspath"](name)
    __import__("html").escape(name)
    operator.methodcaller("basename", name)(os.path)
    weakref.finalize(mcp, os.system, "ls")
    pty.spawn(["ls", "-l"])
    type("Shell", (), {"run": staticmethod(os.fspath)}).run(name)
    return "done"
