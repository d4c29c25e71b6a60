# What a request says beside the query, such as the name of the tool that it is for, is no check of the query.
from fastapi import FastAPI, HTTPException
from mcp.server.fastmcp import FastMCP
from pydantic import BaseModel
from sqlalchemy import create_engine, text

mcp = FastMCP("named-beside")
app = FastAPI()
engine = create_engine("postgresql://localhost/notes")


class Described:
    def __init__(self, name: str):
        self.name = name


KNOWN = [Described("describe_table"), Described("execute_query"), Described("select_rows")]


class Called(BaseModel):
    tool: str
    arguments: dict


def known(name: str) -> Described | None:
    for each in KNOWN:
        if each.name == name:
            return each
    return None


@app.post("/call")
def call(called: Called):
    if not known(called.tool):
        raise HTTPException(404)
    with engine.connect() as connection:
        return connection.execute(text(called.arguments["sql"])).fetchall()  # expect: unrestricted-query


@app.post("/ask")
def ask(called: Called):
    query = called.arguments["query"]
    if query.split(" ")[0].upper() != "SELECT":
        raise HTTPException(400)
    with engine.connect() as connection:
        return connection.execute(text(query)).fetchall()  # expect: weak-query-guard


app.mount("/mcp", mcp.streamable_http_app())
