# Formats whose data can name code.
import pickle

import yaml
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("cases")


@mcp.tool()
def restore(state: str, rest: str) -> str:
    one = pickle.loads(bytes.fromhex(state))  # expect: unsafe-deserialization
    two = yaml.load(rest, Loader=yaml.UnsafeLoader)  # expect: unsafe-deserialization
    return f"{len(one)} {len(two)}"
