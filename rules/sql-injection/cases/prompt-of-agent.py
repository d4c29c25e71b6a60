"""A prompt has the words of a query in it: what is known to be an agent takes it for text."""

import warehouse
from mcp.server.fastmcp import FastMCP
from smolagents import CodeAgent, InferenceClientModel

try:
    from pydantic_ai import Agent
except ImportError:
    Agent = None

mcp = FastMCP("planner")
coder = CodeAgent(tools=[], model=InferenceClientModel())


@mcp.tool()
async def plan(goal: str) -> str:
    """Plans the work."""
    agent = Agent("openai:gpt-4o", system_prompt="You plan the work of others.")
    result = await agent.run(f"User goal: {goal}. Select the steps from the list below and create a plan.")
    return str(result.output)


@mcp.tool()
def write_code(goal: str) -> str:
    """Writes code."""
    return str(coder.run(f"Select a library for {goal} from the list where its licence is free."))


@mcp.tool()
async def find_part(name: str) -> str:
    """Looks for a part."""
    stock = warehouse.Agent("stock")
    return str(await stock.run(f"select * from parts where name = '{name}'"))  # expect: sql-injection
