import sqlite3

import pglast
import sqlglot
import sqlparse
from mcp.server.fastmcp import FastMCP
from sqlglot import exp

mcp = FastMCP("shop")
db = sqlite3.connect("shop.db")


@mcp.tool()
def one_statement(query: str) -> str:
    """A parser tells what kind of statement it is: what a SELECT calls or holds may change something all the same."""
    statements = sqlglot.parse(query)
    if len(statements) != 1 or not isinstance(statements[0], exp.Select):
        raise ValueError("one SELECT, please")
    return str(db.execute(query).fetchall())  # expect: weak-query-guard


@mcp.tool()
def each_statement(query: str) -> str:
    for statement in sqlglot.parse(query, read="sqlite"):
        if statement.key not in {"select", "describe"}:
            raise ValueError("only SELECT and DESCRIBE")
    return str(db.execute(query).fetchall())  # expect: weak-query-guard


@mcp.tool()
def no_part_of_it(query: str) -> str:
    for node in sqlglot.parse_one(query).walk():
        if isinstance(node, (exp.Insert, exp.Update, exp.Delete)):
            raise ValueError("nothing that writes")
    return str(db.execute(query).fetchall())  # expect: weak-query-guard


@mcp.tool()
def by_its_type(query: str) -> str:
    statements = sqlparse.parse(query)
    if len(statements) != 1 or statements[0].get_type() != "SELECT":
        raise ValueError("one SELECT, please")
    return str(db.execute(query).fetchall())  # expect: weak-query-guard


@mcp.tool()
def by_the_database_s_own(query: str) -> str:
    for raw in pglast.parse_sql(query):
        if not isinstance(raw.stmt, pglast.ast.SelectStmt):
            raise ValueError("only SELECT")
    return str(db.execute(query).fetchall())  # expect: weak-query-guard


@mcp.tool()
def piece_by_piece(query: str) -> str:
    for statement in sqlparse.split(query):
        if not statement.lower().startswith("select"):
            raise ValueError("only SELECT")
    return str(db.execute(query).fetchall())  # expect: weak-query-guard


@mcp.tool()
def of_another(query: str, note: str) -> str:
    """What is asked of something else says nothing of the query."""
    if not isinstance(sqlglot.parse_one(note), exp.Select):
        raise ValueError("one SELECT, please")
    return str(db.execute(query).fetchall())  # expect: sql-injection
