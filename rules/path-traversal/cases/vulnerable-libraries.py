# Libraries that open what they are told by its path.
import ebooklib.epub
import frontmatter
import geopandas
import h5py
import nbformat
import papermill
import py7zr
import pyarrow.parquet
import pymupdf4llm
import pypandoc
import rarfile
import wget
from docxtpl import DocxTemplate
from mcp.server.fastmcp import FastMCP
from spire.xls import Workbook

mcp = FastMCP("libraries")


@mcp.tool()
def read_note(note: str) -> str:
    return frontmatter.load(note).content  # expect: path-traversal


@mcp.tool()
def read_book(book: str) -> str:
    return str(ebooklib.epub.read_epub(book))  # expect: path-traversal


@mcp.tool()
def read_paper(paper: str) -> str:
    return pymupdf4llm.to_markdown(paper)  # expect: path-traversal


@mcp.tool()
def read_table(table: str) -> str:
    geopandas.read_file(table)  # expect: path-traversal
    h5py.File(table)  # expect: path-traversal
    return str(pyarrow.parquet.read_table(table))  # expect: path-traversal


@mcp.tool()
def run_notebook(notebook: str, result: str) -> str:
    nbformat.read(notebook, as_version=4)  # expect: path-traversal
    papermill.execute_notebook("/srv/template.ipynb", result)  # expect: path-traversal
    return "done"


@mcp.tool()
def fill_form(name: str, target: str) -> str:
    form = DocxTemplate("/srv/form.docx")
    form.render({"name": name})
    form.save(target)  # expect: path-traversal
    return "done"


@mcp.tool()
def convert(source: str, target: str) -> str:
    pypandoc.convert_file(source, "html")  # expect: path-traversal
    pypandoc.convert_text("# Title", "pdf", format="md", outputfile=target)  # expect: path-traversal
    return "done"


@mcp.tool()
def unpack(archive: str, target: str) -> str:
    py7zr.SevenZipFile("/srv/in.7z").extractall(path=target)  # expect: path-traversal
    rarfile.RarFile(archive)  # expect: path-traversal
    return "done"


@mcp.tool()
def convert_sheet(sheet: str, target: str) -> str:
    book = Workbook()
    book.LoadFromFile(sheet)  # expect: path-traversal
    book.SaveToFile(target)  # expect: path-traversal
    return "done"


@mcp.tool()
def keep(target: str) -> str:
    wget.download("https://data.example/list.csv", out=target)  # expect: path-traversal
    return "done"


if __name__ == "__main__":
    mcp.run()
