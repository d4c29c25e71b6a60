# Tools that say that they run the query they are sent.
import sqlite3

import psycopg
from mcp.server.fastmcp import FastMCP
from neo4j import GraphDatabase
from pymongo import MongoClient
from sqlalchemy import create_engine, text

mcp = FastMCP("cases")
driver = GraphDatabase.driver("neo4j://localhost")
orders = MongoClient("mongodb://localhost")["shop"]["orders"]
engine = create_engine("postgresql:///shop")


@mcp.tool()
def execute_sql(sql: str) -> list:
    """Executes a SQL query."""
    db = sqlite3.connect("shop.db")
    return db.execute(sql).fetchall()  # expect: unrestricted-query


@mcp.tool()
def run_query(query: str) -> list:
    """Runs a SQL query on the warehouse."""
    with psycopg.connect("dbname=warehouse") as connection, connection.cursor() as cursor:
        cursor.execute(query)  # expect: unrestricted-query
        return cursor.fetchall()


@mcp.tool()
def query_shop(sql: str) -> str:
    """Runs a SQL query on the shop."""
    with engine.begin() as connection:
        return str(connection.execute(text(sql)).all())  # expect: unrestricted-query


@mcp.tool()
def run_cypher(query: str) -> str:
    """Runs a Cypher query."""
    with driver.session() as session:
        return str(session.run(query).data())  # expect: unrestricted-query


@mcp.tool()
def aggregate(pipeline: list) -> list:
    """Runs an aggregation pipeline."""
    return list(orders.aggregate(pipeline))  # expect: unrestricted-query


@mcp.tool()
def query_rows(sql: str) -> str:
    """Executes a SQL query and shows the first rows."""
    with engine.begin() as connection:
        return str(connection.execute(text(f"WITH found AS ({sql}) SELECT * FROM found LIMIT 100")).all())  # expect: unrestricted-query
