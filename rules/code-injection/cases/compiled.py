# Code that is compiled harms nobody until it is run.
import ast
import types

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("compiled")


class Renamed(ast.NodeTransformer):
    def visit_Name(self, node: ast.Name) -> ast.Name:
        return node


@mcp.tool()
def check_syntax(source: str) -> str:
    compile(source, "<check>", "exec")
    return "valid"


@mcp.tool()
def total(source: str) -> str:
    exec(compile(source, "<total>", "exec"))  # expect: code-injection
    return "done"


@mcp.tool()
def last_value(source: str) -> str:
    tree = ast.parse(source)
    exec(compile(ast.Module(body=tree.body[:-1], type_ignores=[]), "<begin>", "exec"))  # expect: code-injection
    return str(eval(compile(ast.Expression(tree.body[-1].value), "<end>", "eval")))  # expect: code-injection


@mcp.tool()
def renamed(source: str) -> str:
    tree = Renamed().visit(ast.parse(source))
    exec(compile(ast.fix_missing_locations(tree), "<renamed>", "exec"))  # expect: code-injection
    return "done"


@mcp.tool()
def as_function(source: str) -> str:
    made = types.FunctionType(compile(source, "<function>", "exec"), {})  # expect: code-injection
    return str(made())


if __name__ == "__main__":
    mcp.run()
