# Values that stay values.
import os
import re

import ldap3
from ldap3.utils.conv import escape_filter_chars
from lxml import etree
from mcp.server.fastmcp import FastMCP
from pymongo import MongoClient

mcp = FastMCP("cases")
people = MongoClient(os.environ["MONGO_URL"])["crm"]["people"]
directory = ldap3.Connection(ldap3.Server("ldap://dir.internal"), auto_bind=True)
staff = etree.parse("staff.xml")


@mcp.tool()
def login(user: str, code: str) -> bool:
    return people.find_one({"user": user, "code": code}) is not None


@mcp.tool()
def compared(user: str) -> bool:
    return people.find_one({"user": {"$eq": user}}) is not None


@mcp.tool()
def phone(name: str) -> str:
    directory.search("dc=example,dc=com", f"(cn={escape_filter_chars(name)})")
    return str(directory.entries)


@mcp.tool()
def desk(name: str) -> str:
    return str(staff.xpath("//person[@name=$name]/desk/text()", name=name))


@mcp.tool()
def role(name: str) -> str:
    if not re.fullmatch(r"[a-z]{1,20}", name):
        raise ValueError("a name has small letters only")
    return str(staff.xpath(f"//person[@name='{name}']/role/text()"))
