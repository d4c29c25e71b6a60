# Formats that hold data only.
import json

import yaml
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("cases")


@mcp.tool()
def restore(state: str) -> str:
    one = json.loads(state)
    two = yaml.safe_load(state)
    three = yaml.load(state, Loader=yaml.SafeLoader)
    return f"{len(one)} {len(two)} {len(three)}"
