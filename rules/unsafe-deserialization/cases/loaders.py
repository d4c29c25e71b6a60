# A loader is as safe as the class it extends, the kind it was made as, and what it refuses to look up.
import io
import pickle

import yaml as plain
from mcp.server.fastmcp import FastMCP
from ruamel.yaml import YAML

mcp = FastMCP("loaders")
free = YAML(typ="unsafe")
bound = YAML(typ="safe")


class Tagged(plain.Loader):
    pass


class TaggedSafely(plain.SafeLoader):
    pass


class Restricted(pickle.Unpickler):
    ALLOWED = {("collections", "OrderedDict")}

    def find_class(self, module, name):
        if (module, name) not in self.ALLOWED:
            raise pickle.UnpicklingError("refused")
        return super().find_class(module, name)


class RestrictedLater(Restricted):
    def __init__(self, file):
        super().__init__(file)


class Watched(pickle.Unpickler):
    def find_class(self, module, name):
        self.last = name
        return super().find_class(module, name)


@mcp.tool()
def tagged(doc: str) -> str:
    return str(plain.load(doc, Loader=Tagged))  # expect: unsafe-deserialization


@mcp.tool()
def tagged_safely(doc: str) -> str:
    return str(plain.load(doc, Loader=TaggedSafely))


@mcp.tool()
def made_unsafe(doc: str) -> str:
    return str(free.load(doc))  # expect: unsafe-deserialization


@mcp.tool()
def made_safe(doc: str) -> str:
    return str(bound.load(doc))


@mcp.tool()
def restricted(state: str) -> str:
    return str(Restricted(io.BytesIO(bytes.fromhex(state))).load())


@mcp.tool()
def restricted_later(state: str) -> str:
    return str(RestrictedLater(io.BytesIO(bytes.fromhex(state))).load())


@mcp.tool()
def watched(state: str) -> str:
    return str(Watched(io.BytesIO(bytes.fromhex(state))).load())  # expect: unsafe-deserialization


@mcp.tool()
def unrestricted(state: str) -> str:
    return str(pickle.Unpickler(io.BytesIO(bytes.fromhex(state))).load())  # expect: unsafe-deserialization


if __name__ == "__main__":
    mcp.run()
