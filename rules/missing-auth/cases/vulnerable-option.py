import click, uvicorn
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("x")
@mcp.tool()
def a(x: str) -> str:
    return x
@click.command()
@click.option("--host", default="0.0.0.0")
@click.option("--port", default=8000)
@click.option("--transport", default="sse")
def main(host, port, transport):
    if transport == "stdio":
        mcp.run()
    else:
        uvicorn.run(mcp.sse_app(), host=host, port=port)  # expect: missing-auth
if __name__ == "__main__":
    main()
