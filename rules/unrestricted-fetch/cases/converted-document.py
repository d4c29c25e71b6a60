# A converter opens what it is given: a path, or an address that it fetches.
from docling.document_converter import DocumentConverter
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("documents")
converter = DocumentConverter()


@mcp.tool()
def convert_document(source: str) -> str:
    """Converts the document at a URL or path."""
    return converter.convert(source).document.export_to_markdown()  # expect: unrestricted-fetch, path-traversal


@mcp.tool()
def convert_manual() -> str:
    """Converts the manual."""
    return converter.convert("https://docs.example.com/manual.pdf").document.export_to_markdown()


if __name__ == "__main__":
    mcp.run()
