# What an attribute holds has passed the check of the object that looks after it.
import os
import re

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("looked-after-attributes")


class Kept:
    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, obj, owner=None):
        return getattr(obj, self.name)


class Word(Kept):
    def __set__(self, obj, value):
        if not re.fullmatch(r"[a-z]+", value):
            raise ValueError(value)
        setattr(obj, self.name, value)


class Short(Kept):
    def __set__(self, obj, value):
        if len(value) > 90:
            raise ValueError(value)
        setattr(obj, self.name, value)


class Full:
    def __get__(self, obj, owner=None):
        return "ls " + obj.name


class Job:
    folder = Word()
    kind = Short()

    def __init__(self, folder: str, kind: str):
        self.folder = folder
        self.kind = kind


class Plain:
    full = Full()

    def __init__(self, name: str):
        self.name = name


@mcp.tool()
def list_folder(folder: str, kind: str) -> str:
    """Lists a folder."""
    job = Job(folder, kind)
    os.system(f"ls {job.folder}")
    os.system(f"ls -l {job.kind}")  # expect: command-injection
    return "done"


@mcp.tool()
def list_full(name: str) -> str:
    """Lists a folder."""
    os.system(Plain(name).full)  # expect: command-injection
    return "done"
