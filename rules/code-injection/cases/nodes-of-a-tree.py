import ast

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sums")
KINDS = (ast.Expression, ast.BinOp, ast.UnaryOp, ast.Constant, ast.operator, ast.unaryop)


@mcp.tool()
def each_is_of_a_list(sum: str) -> str:
    """Nothing is called and nothing is read: it computes."""
    tree = ast.parse(sum, mode="eval")
    for node in ast.walk(tree):
        if not isinstance(node, (ast.Expression, ast.BinOp, ast.Constant, ast.Add, ast.Sub)):
            raise ValueError("numbers, please")
    return str(eval(compile(tree, "<sum>", "eval"), {"__builtins__": {}}, {}))


def computes(text: str) -> bool:
    return all(isinstance(node, KINDS) for node in ast.walk(ast.parse(text, mode="eval")))


@mcp.tool()
def asked_of_a_helper(sum: str) -> str:
    if not computes(sum):
        raise ValueError("numbers, please")
    return str(eval(sum))


@mcp.tool()
def with_calls(sum: str) -> str:
    for node in ast.walk(ast.parse(sum, mode="eval")):
        if not isinstance(node, (ast.Expression, ast.Call, ast.Name, ast.Constant)):
            raise ValueError("numbers, please")
    return str(eval(sum))  # expect: code-injection


@mcp.tool()
def refusing_one(sum: str) -> str:
    for node in ast.walk(ast.parse(sum, mode="eval")):
        if isinstance(node, ast.Import):
            raise ValueError("no imports")
    return str(eval(sum))  # expect: code-injection


@mcp.tool()
def looked_at_only(sum: str) -> str:
    for node in ast.walk(ast.parse(sum, mode="eval")):
        if not isinstance(node, KINDS):
            break
    return str(eval(sum))  # expect: code-injection


@mcp.tool()
def of_another(sum: str, other: str) -> str:
    if not computes(other):
        raise ValueError("numbers, please")
    return str(eval(sum))  # expect: code-injection


@mcp.tool()
def changed_behind_it(sum: str, unit: str) -> str:
    if not computes(sum):
        raise ValueError("numbers, please")
    return str(eval(sum.replace("1", unit)))  # expect: code-injection
