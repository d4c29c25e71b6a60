# Parts of filters and expressions that the caller writes: JavaScript in MongoDB, LDAP filters, XPath.
import os

import ldap3
from lxml import etree
from motor.motor_asyncio import AsyncIOMotorClient
from mcp.server.fastmcp import FastMCP
from pymongo import MongoClient

mcp = FastMCP("cases")
people = MongoClient(os.environ["MONGO_URL"])["crm"]["people"]
orders = AsyncIOMotorClient(os.environ["MONGO_URL"]).crm.orders
directory = ldap3.Connection(ldap3.Server("ldap://dir.internal"), auto_bind=True)
staff = etree.parse("staff.xml")


@mcp.tool()
def login(user: str, code: str) -> bool:
    found = people.find_one({"$where": f"this.user == '{user}' && this.code == '{code}'"})  # expect: nosql-injection
    return found is not None


@mcp.tool()
async def orders_of(customer: str) -> list:
    cursor = orders.find({"$where": "this.customer == '" + customer + "'"})  # expect: nosql-injection
    return await cursor.to_list(100)


@mcp.tool()
def phone(name: str) -> str:
    directory.search("dc=example,dc=com", "(&(objectClass=person)(cn=%s))" % name, attributes=["telephoneNumber"])  # expect: nosql-injection
    return str(directory.entries)


@mcp.tool()
def desk(name: str) -> str:
    return str(staff.xpath("//person[@name='{}']/desk/text()".format(name)))  # expect: nosql-injection


@mcp.tool()
def role(name: str) -> str:
    found = staff.getroot().find(f".//person[@name='{name}']/role")  # expect: nosql-injection
    return "" if found is None else str(found.text)
