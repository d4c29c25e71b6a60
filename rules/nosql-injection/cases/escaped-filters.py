# A filter's own escape, by hand: a backslash and two digits for each character that acts.
import re

import ldap3
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("escaped-filters")
directory = ldap3.Connection(ldap3.Server("ldap://dir.internal"), auto_bind=True)


def escaped(value: str) -> str:
    value = value.replace("\\", "\\5c").replace("*", "\\2a")
    return value.replace("(", "\\28").replace(")", "\\29").replace("\0", "\\00")


@mcp.tool()
def by_chain(name: str) -> str:
    directory.search("dc=example,dc=com", f"(cn={escaped(name)})")
    return str(directory.entries)


@mcp.tool()
def by_pattern(name: str) -> str:
    safe = re.sub(r"[\\*()\0]", lambda found: f"\\{ord(found.group()):02x}", name)
    directory.search("dc=example,dc=com", f"(cn={safe})")
    return str(directory.entries)


@mcp.tool()
def by_star_only(name: str) -> str:
    directory.search("dc=example,dc=com", "(cn=" + name.replace("*", "\\2a") + ")")  # expect: nosql-injection
    return str(directory.entries)


if __name__ == "__main__":
    mcp.run()
