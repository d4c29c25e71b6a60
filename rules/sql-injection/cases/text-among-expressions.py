# What `text` makes stands in the statement as it is, wherever it is put; other values are bound.
from mcp.server.fastmcp import FastMCP
from models import User
from sqlalchemy import and_, column, create_engine, select, text
from sqlalchemy.orm import Session
from sqlmodel import Session as ModelSession
from sqlmodel import select as select_model
from sqlmodel import text as model_text

mcp = FastMCP("users")
engine = create_engine("sqlite:///users.db")
ORDERS = {"name": "name ASC", "age": "age DESC"}


@mcp.tool()
def named(name: str) -> list:
    """Lists users of a name."""
    with engine.connect() as connection:
        found = select(column("*")).where(text(f"name = '{name}'"))  # expect: sql-injection
        return list(connection.execute(found))


@mcp.tool()
def named_bound(name: str) -> list:
    """Lists users of a name."""
    with engine.connect() as connection:
        found = select(column("*")).where(text("name = :name").bindparams(name=name), column("name") == name)
        return list(connection.execute(found))


@mcp.tool()
def grown(name: str, age: str) -> list:
    """Lists users of a name and an age."""
    with Session(engine) as session:
        both = and_(User.name == name, text("age > " + age))  # expect: sql-injection
        return session.query(User).filter(both).all()


@mcp.tool()
def ordered(order: str) -> list:
    """Lists users."""
    with Session(engine) as session:
        return session.query(User).order_by(text(order)).all()  # expect: sql-injection


@mcp.tool()
def ordered_by_choice(order: str) -> list:
    """Lists users."""
    with Session(engine) as session:
        return session.query(User).order_by(text(ORDERS[order])).all()


@mcp.tool()
def ordered_by_name(order: str) -> list:
    """Lists users; what is no column is an error."""
    with Session(engine) as session:
        return session.query(User).filter_by(name=order).order_by(order).all()


@mcp.tool()
def model_named(name: str) -> list:
    """Lists users of a name."""
    with ModelSession(engine) as session:
        return session.exec(select_model(User).where(model_text(f"name = '{name}'"))).all()  # expect: sql-injection


mcp.run()
