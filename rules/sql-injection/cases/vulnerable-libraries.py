# Databases with libraries of their own.
import apsw
import chdb
import kuzu
import mariadb
import pandasql
import pinotdb
from arango import ArangoClient
from azure.kusto.data import KustoClient, KustoConnectionStringBuilder
from azure.monitor.query import LogsQueryClient
from falkordb import FalkorDB
from gqlalchemy import Memgraph
from mcp.server.fastmcp import FastMCP
from peewee import SQL, Model, SqliteDatabase
from pyspark.sql import SparkSession
from rdflib import Graph
from SPARQLWrapper import SPARQLWrapper

mcp = FastMCP("libraries")
pool = mariadb.connect(host="db.example", user="reader")
store = apsw.Connection("/srv/store.db")
books = SqliteDatabase("/srv/books.db")
graph = Graph()


class Book(Model):
    pass

telemetry = KustoClient(KustoConnectionStringBuilder.with_aad_device_authentication("https://help.example"))
logs = LogsQueryClient(None)


@mcp.tool()
def schema_of(table: str, host: str) -> str:
    telemetry.execute("metrics", f"{table} | getschema")  # expect: sql-injection
    telemetry.execute_mgmt("metrics", f".show table {table} details")  # expect: sql-injection
    logs.query_workspace("w", f"Heartbeat | where Computer == '{host}'", timespan=None)  # expect: sql-injection
    return "done"


@mcp.tool()
def orders_of(customer: str) -> str:
    cursor = pool.cursor()
    cursor.execute(f"SELECT * FROM orders WHERE customer = '{customer}'")  # expect: sql-injection
    cursor.execute("SELECT * FROM orders WHERE customer = ?", (customer,))
    return str(cursor.fetchall())


@mcp.tool()
def notes_of(author: str) -> str:
    return str(list(store.execute(f"SELECT * FROM notes WHERE author = '{author}'")))  # expect: sql-injection


@mcp.tool()
def books_by(author: str) -> str:
    books.execute_sql("SELECT 1 FROM book WHERE author = '" + author + "'")  # expect: sql-injection
    found = Book.raw(f"SELECT * FROM book WHERE author = '{author}'")  # expect: sql-injection
    return str(found) + str(SQL(f"author = '{author}'"))  # expect: sql-injection


@mcp.tool()
def sales_in(region: str) -> str:
    spark = SparkSession.builder.appName("sales").getOrCreate()
    spark.sql(f"SELECT * FROM sales WHERE region = '{region}'")  # expect: sql-injection
    pandasql.sqldf(f"SELECT * FROM sales WHERE region = '{region}'")  # expect: sql-injection
    chdb.query(f"SELECT * FROM file('sales.csv') WHERE region = '{region}'")  # expect: sql-injection
    pinot = pinotdb.connect(host="pinot.example").cursor()
    pinot.execute(f"SELECT * FROM sales WHERE region = '{region}'")  # expect: sql-injection
    return "done"


@mcp.tool()
def friends_of(person: str) -> str:
    kuzu.Connection(kuzu.Database("/srv/people")).execute(f"MATCH (p {{name: '{person}'}}) RETURN p")  # expect: sql-injection
    FalkorDB().select_graph("people").query(f"MATCH (p {{name: '{person}'}}) RETURN p")  # expect: sql-injection
    Memgraph().execute_and_fetch(f"MATCH (p {{name: '{person}'}}) RETURN p")  # expect: sql-injection
    ArangoClient().db("people").aql.execute(f"FOR p IN people FILTER p.name == '{person}' RETURN p")  # expect: sql-injection
    return "done"


@mcp.tool()
def facts_about(subject: str) -> str:
    graph.query(f"SELECT ?p WHERE {{ <{subject}> ?p ?o }}")  # expect: sql-injection
    remote = SPARQLWrapper("https://data.example/sparql")
    remote.setQuery(f"SELECT ?p WHERE {{ <{subject}> ?p ?o }}")  # expect: sql-injection
    return "done"


if __name__ == "__main__":
    mcp.run()
