# What a row holds is not made of what it was looked for by.
from pathlib import Path

from mcp.server.fastmcp import FastMCP
from sqlalchemy import create_engine, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

mcp = FastMCP("row-of-a-session")
engine = create_engine("sqlite:///notes.db")


class Base(DeclarativeBase):
    pass


class Note(Base):
    __tablename__ = "notes"
    name: Mapped[str] = mapped_column(primary_key=True)
    file: Mapped[str] = mapped_column()


@mcp.tool()
def read_by_key(name: str) -> str:
    """Reads a note."""
    with Session(engine) as session:
        return Path(session.get(Note, name).file).read_text()


@mcp.tool()
def read_by_name(name: str) -> str:
    """Reads a note."""
    with Session(engine) as session:
        found = session.query(Note).filter_by(name=name).first()
        return Path(found.file).read_text()


@mcp.tool()
def read_by_condition(name: str) -> str:
    """Reads a note."""
    with Session(engine) as session:
        session.execute(text(f"SELECT file FROM notes WHERE name = '{name}'"))  # expect: sql-injection
        found = session.query(Note).filter(Note.name.like(f"%{name}%")).first()
        return Path(found.file).read_text()


@mcp.tool()
def read_plain(name: str) -> str:
    """Reads a note."""
    return Path("/srv/notes").joinpath(name).read_text()  # expect: path-traversal
