# What a connection, a session or a call cannot write, no query writes; what the query can undo is no hold.
import sqlite3

import aiosqlite
import asyncpg
import psycopg2
from mcp.server.fastmcp import FastMCP
from neo4j import READ_ACCESS, AsyncGraphDatabase, GraphDatabase, RoutingControl

mcp = FastMCP("read-only")
driver = GraphDatabase.driver("bolt://localhost")
other = AsyncGraphDatabase.driver("bolt://localhost")
shared = sqlite3.connect("shop.db")
shared.execute("PRAGMA query_only = ON")


def connect(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA query_only = 1")
    return connection


def connect_for(path: str, reading: bool) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    if reading:
        connection.execute("PRAGMA query_only = 1")
    return connection


def asked(tx, query):
    return tx.run(query).data()


def done(tx, query):
    return tx.run(query).data()  # expect: unrestricted-query


@mcp.tool()
def query_by_mode(query: str) -> list:
    """Runs a query."""
    cursor = sqlite3.connect("file:shop.db?mode=ro", uri=True).cursor()
    cursor.execute(query)
    return cursor.fetchall()


@mcp.tool()
def query_by_no_mode(query: str) -> list:
    """Runs a query."""
    cursor = sqlite3.connect("file:shop.db?mode=ro").cursor()
    cursor.execute(query)  # expect: unrestricted-query
    return cursor.fetchall()


@mcp.tool()
def query_script(query: str) -> str:
    """Runs a query."""
    sqlite3.connect("file:shop.db?mode=ro", uri=True).executescript(query)  # expect: unrestricted-query
    return "done"


@mcp.tool()
async def query_later(query: str, name: str) -> list:
    """Runs a query."""
    async with aiosqlite.connect(f"file:/srv/{len(name)}.db?mode=ro", uri=True) as db:
        return await db.execute_fetchall(query)


@mcp.tool()
def query_held(query: str) -> list:
    """Runs a query."""
    connection = sqlite3.connect("shop.db")
    connection.execute("PRAGMA query_only = ON")
    return connection.execute(query).fetchall()


@mcp.tool()
def query_held_too_late(query: str) -> list:
    """Runs a query."""
    connection = sqlite3.connect("shop.db")
    rows = connection.execute(query).fetchall()  # expect: unrestricted-query
    connection.execute("PRAGMA query_only = ON")
    return rows


@mcp.tool()
def query_helped(query: str) -> list:
    """Runs a query."""
    return connect("shop.db").execute(query).fetchall()


@mcp.tool()
def query_asked_for(query: str, writing: bool) -> list:
    """Runs a query."""
    return connect_for("shop.db", not writing).execute(query).fetchall()  # expect: unrestricted-query


@mcp.tool()
def query_shared(query: str) -> list:
    """Runs a query; the one before it may have been `PRAGMA query_only = OFF`."""
    return shared.execute(query).fetchall()  # expect: unrestricted-query


@mcp.tool()
def query_graph(query: str) -> list:
    """Runs a query."""
    with driver.session(default_access_mode=READ_ACCESS) as session:
        return session.run(query).data()


@mcp.tool()
def query_graph_open(query: str) -> list:
    """Runs a query."""
    with driver.session() as session:
        return session.run(query).data()  # expect: unrestricted-query


@mcp.tool()
async def query_routed(query: str) -> str:
    """Runs a query."""
    return str(await other.execute_query(query, routing_=RoutingControl.READ))


@mcp.tool()
async def query_routed_by_a_parameter(query: str) -> str:
    """Runs a query; without the underscore it is `$routing_control` of the query."""
    return str(await other.execute_query(query, routing_control=RoutingControl.READ))  # expect: unrestricted-query


@mcp.tool()
def query_in_transaction(query: str) -> list:
    """Runs a query."""
    with driver.session() as session:
        return session.execute_read(asked, query)


@mcp.tool()
def query_in_writing(query: str) -> list:
    """Runs a query."""
    with driver.session() as session:
        return session.execute_write(done, query)


@mcp.tool()
async def query_in_block(query: str) -> list:
    """Runs a query."""
    connection = await asyncpg.connect("postgres://localhost/shop")
    async with connection.transaction(readonly=True):
        return await connection.fetch(query)


@mcp.tool()
async def query_in_pooled_block(query: str) -> list:
    """Runs a query."""
    pool = await asyncpg.create_pool("postgres://localhost/shop")
    async with pool.acquire() as connection, connection.transaction(readonly=True):
        return await connection.fetch(query)


@mcp.tool()
async def query_behind_block(query: str) -> list:
    """Runs a query."""
    connection = await asyncpg.connect("postgres://localhost/shop")
    async with connection.transaction(readonly=True):
        await connection.fetch("SELECT 1")
    return await connection.fetch(query)  # expect: unrestricted-query


@mcp.tool()
async def query_in_writing_block(query: str) -> list:
    """Runs a query."""
    connection = await asyncpg.connect("postgres://localhost/shop")
    async with connection.transaction():
        return await connection.fetch(query)  # expect: unrestricted-query


@mcp.tool()
async def query_beside_block(query: str) -> list:
    """Runs a query."""
    connection = await asyncpg.connect("postgres://localhost/shop")
    other = await asyncpg.connect("postgres://localhost/shop")
    async with connection.transaction(readonly=True):
        return await other.fetch(query)  # expect: unrestricted-query


@mcp.tool()
async def queries_in_block(query: str) -> str:
    """Runs queries; `COMMIT; DROP TABLE orders` ends the transaction."""
    connection = await asyncpg.connect("postgres://localhost/shop")
    async with connection.transaction(readonly=True):
        return await connection.execute(query)  # expect: unrestricted-query


@mcp.tool()
def queries_of_session(query: str) -> list:
    """Runs queries; a session of psycopg takes several at once, and the first one ends the transaction."""
    connection = psycopg2.connect("dbname=shop")
    connection.set_session(readonly=True)
    cursor = connection.cursor()
    cursor.execute(query)  # expect: unrestricted-query
    return cursor.fetchall()


if __name__ == "__main__":
    mcp.run()
