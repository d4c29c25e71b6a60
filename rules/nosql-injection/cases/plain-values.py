# What makes a text of a value, or says that it is one: no operator can stand in it.
import json

from fastapi import FastAPI
from fastmcp import FastMCP
from pydantic import BaseModel, ConfigDict
from pymongo import MongoClient

mcp = FastMCP("plain-values")
db = MongoClient().crm


class Query(BaseModel):
    email: str
    age: int | None = None


class OpenQuery(BaseModel):
    model_config = ConfigDict(extra="allow")
    email: str


class DeepQuery(BaseModel):
    email: dict


def text_of(value):
    if not isinstance(value, str):
        raise TypeError("a text is needed")
    return value


def text_or_map_of(value):
    if not isinstance(value, (str, dict)):
        raise TypeError("a text is needed")
    return value


@mcp.tool
def converted(email: dict) -> str:
    return str(db.users.find_one({"email": str(email["value"])}))


@mcp.tool
def spliced(email: dict) -> str:
    return str(db.users.find_one({"email": f"{email['value']}"}))


@mcp.tool
def tested(email: dict) -> str:
    return str(db.users.find_one({"email": text_of(email["value"])}))


@mcp.tool
def tested_for_two(email: dict) -> str:
    return str(db.users.find_one({"email": text_or_map_of(email["value"])}))  # expect: nosql-injection


@mcp.tool
def untested(email: dict) -> str:
    return str(db.users.find_one({"email": email["value"]}))  # expect: nosql-injection


@mcp.tool
def compared(email: dict) -> str:
    return str(db.users.find_one({"$and": [{"email": {"$eq": email["value"]}}]}))


@mcp.tool
def compared_as_expression(email: dict) -> str:
    return str(db.users.find_one({"$expr": {"$eq": ["$email", email["value"]]}}))  # expect: nosql-injection


@mcp.tool
def parsed(email: str) -> str:
    return str(db.users.find_one({"email": json.loads(email)}))  # expect: nosql-injection


@mcp.tool
def dumped(query: Query) -> str:
    return str(db.users.find_one(query.model_dump()))


@mcp.tool
def dumped_open(query: OpenQuery) -> str:
    return str(db.users.find_one(query.model_dump()))  # expect: nosql-injection


@mcp.tool
def dumped_deep(query: DeepQuery) -> str:
    return str(db.users.find_one(query.model_dump()))  # expect: nosql-injection


if __name__ == "__main__":
    mcp.run()


# A framework that enforces annotations hands a text over as a text, and a model as its fields allow.
api = FastAPI()


@api.post("/text")
async def by_text(email: str):
    return str(db.users.find_one({"email": email}))


@api.post("/model")
async def by_model(query: Query):
    return str(db.users.find_one({"email": query.email}))


@api.post("/map")
async def by_map(email: dict):
    return str(db.users.find_one({"email": email}))  # expect: nosql-injection


@api.post("/deep")
async def by_deep(query: DeepQuery):
    return str(db.users.find_one({"email": query.email}))  # expect: nosql-injection


@api.post("/whole")
async def by_whole(query: OpenQuery):
    return str(db.users.find_one(query.model_dump()))  # expect: nosql-injection
