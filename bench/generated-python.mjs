/** Templates of a generated Python server's files, and the server made of them; each draws its shape from the dice. */
import { Dice, writeFiles } from "./generate.mjs";
import { capital, nouns, times, verbs } from "./generated-files.mjs";

/** With two empty lines in between, as at the top of a Python file. */
const apart = (count, make) => times(count, make, "\n\n\n");

/** Models of requests, as most servers keep them in a file of their own. */
function modelsFile(dice, index) {
  const models = apart(dice.amount(3, 6), (n) => {
    const fields = times(
      dice.between(3, 8),
      (f) => {
        const type = dice.pick([
          "str",
          'str = Field(min_length=1, max_length=200, description="As it is shown in the list")',
          "int = 20",
          "bool = False",
          `Literal["${dice.pick(verbs)}", "${dice.pick(verbs)}_all"] = "${dice.pick(verbs)}"`,
          "list[str] = Field(default_factory=list)",
          "Optional[str] = None",
        ]);
        return `    ${dice.pick(nouns)}_${f}: ${type}`;
      },
      "\n",
    );
    const noun = capital(dice.pick(nouns));
    return `class ${noun}${n}(BaseModel):
    """What is known of one ${noun.toLowerCase()}."""

${fields}

    @property
    def label(self) -> str:
        return ", ".join(f"{name}={value!r}" for name, value in self.model_dump().items() if value)`;
  });
  return `from enum import Enum
from typing import Literal, Optional

from pydantic import BaseModel, Field


class State${index}(str, Enum):
    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


${models}
`;
}

/** Plain functions: loops, comprehensions, `match`, decorators, generators, recursion. */
function libraryFile(dice, index) {
  return `import asyncio
import functools
import re
from collections import defaultdict
from typing import Any, Awaitable, Callable, Iterator


def normalize_${index}(value: str, limit: int = ${dice.between(20, 400)}) -> str:
    """Brings a name into the form that the rest of the program expects."""
    trimmed = re.sub(r"\\s+", " ", value.strip())
    return f"{trimmed[:limit]}..." if len(trimmed) > limit else trimmed


${apart(dice.amount(3, 7), (n) => dice.pick(libraryShapes)(dice, n, index))}
`;
}

const libraryShapes = [
  (
    dice,
    n,
    index,
  ) => `def ${dice.pick(verbs)}_${dice.pick(nouns)}s_${n}(items: list[dict[str, Any]]) -> list[tuple[str, int]]:
    groups: dict[str, int] = defaultdict(int)
    for item in items:
        key = normalize_${index}(item.get("name", "${dice.pick(nouns)}"))
        groups[key] += item.get("size", ${dice.between(0, 9)})
    return sorted(groups.items(), key=lambda each: (-each[1], each[0]))`,
  (dice, n) => {
    const cases = Array.from(
      { length: dice.between(3, 8) },
      (_, c) =>
        `        case "${dice.pick(verbs)}_${c}":\n            return f"${dice.pick(nouns)} {value} in ${dice.pick(nouns)}"`,
    ).join("\n");
    return `def describe_${n}(action: str, value: str) -> str:
    match action:
${cases}
        case _:
            raise ValueError(f"unknown action: {action}")`;
  },
  (
    dice,
    n,
  ) => `def retry_${n}(attempts: int = ${dice.between(2, 6)}) -> Callable[[Callable[..., Awaitable[Any]]], Callable[..., Awaitable[Any]]]:
    def decorate(work: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        @functools.wraps(work)
        async def wrapper(*args: Any, **kwargs: Any) -> Any:
            last: Exception | None = None
            for attempt in range(attempts):
                try:
                    return await work(*args, **kwargs)
                except OSError as error:
                    last = error
                    await asyncio.sleep(${dice.between(1, 9)} * attempt)
            raise last or RuntimeError("not tried")

        return wrapper

    return decorate`,
  (dice, n) => `def parse_lines_${n}(text: str) -> dict[str, str]:
    result: dict[str, str] = {}
    for number, line in enumerate(text.splitlines()):
        if not (match := re.match(r"^([A-Za-z_][\\w.-]{0,${dice.between(20, 80)}})\\s*[:=]\\s*(.*)$", line)):
            continue
        key, raw = match.groups()
        result[key] = raw[1:-1] if raw.startswith('"') and raw.endswith('"') else raw
        if number > ${dice.between(500, 5000)}:
            break
    return result`,
  (
    dice,
    n,
  ) => `def flatten_${n}(value: Any, prefix: str = "${dice.pick(nouns)}", depth: int = 0) -> Iterator[tuple[str, str]]:
    if depth > ${dice.between(4, 12)} or value is None:
        return
    if isinstance(value, dict):
        for key, each in value.items():
            yield from flatten_${n}(each, f"{prefix}.{key}", depth + 1)
    elif isinstance(value, list):
        for at, each in enumerate(value):
            yield from flatten_${n}(each, f"{prefix}[{at}]", depth + 1)
    else:
        yield prefix, str(value)`,
  (
    dice,
    n,
  ) => `def table_${n}(rows: list[dict[str, Any]], columns: tuple[str, ...] = ("${dice.pick(nouns)}", "${dice.pick(nouns)}")) -> str:
    widths = [max([len(name), *(len(str(row.get(name, ""))) for row in rows)]) for name in columns]
    lines = [" | ".join(name.ljust(width) for name, width in zip(columns, widths))]
    for row in rows:
        lines.append(" | ".join(str(row.get(name, "-")).ljust(width) for name, width in zip(columns, widths)))
    return "\\n".join(lines)`,
];

/** A class over one library, with helpers of its own and a base directory or client in a field. */
function serviceFile(dice, index, numbers) {
  const lib = dice.between(0, numbers.lib - 1);
  const extra = times(
    dice.amount(1, 4),
    (
      n,
    ) => `    def ${dice.pick(verbs)}_${dice.pick(nouns)}_${n}(self, name: str, tags: list[str] | None = None) -> str:
        """Summary for lists."""
        shown = [tag for tag in tags or [] if tag and not tag.startswith("_")][:${dice.between(5, 50)}]
        key = ":".join([normalize_${lib}(name), *shown])
        if key not in self.cache:
            self.cache[key] = f"{name} ({', '.join(shown)})" if shown else name
        return self.cache[key]`,
    "\n\n",
  );
  const [imports, body] = serviceShapes[index % serviceShapes.length];
  return `${imports}
from ..lib.lib_${lib} import normalize_${lib}


class Service${index}:
    """One of the things that tools work on."""

${body}

${extra}
`;
}

const serviceShapes = [
  [
    "import os\nfrom pathlib import Path\n",
    `    def __init__(self, base: str | None = None) -> None:
        self.base = Path(base or os.environ.get("DATA_DIR", "/srv/data")).resolve()
        self.cache: dict[str, str] = {}

    def locate(self, name: str) -> Path:
        target = (self.base / name).resolve()
        if not target.is_relative_to(self.base):
            raise ValueError("outside of the data folder")
        return target

    async def run(self, name: str) -> str:
        return self.locate(name).read_text(encoding="utf-8")

    async def store(self, name: str, text: str) -> None:
        with open(os.path.join(self.base, name), "w", encoding="utf-8") as file:
            file.write(text)`,
  ],
  [
    "import re\nimport subprocess\n",
    `    def __init__(self, cwd: str = ".") -> None:
        self.cwd = cwd
        self.cache: dict[str, str] = {}

    async def run(self, ref: str) -> str:
        if not re.fullmatch(r"[\\w./]+", ref) or ref.startswith("-"):
            raise ValueError(f"not a reference: {ref}")
        done = subprocess.run(["git", "log", "--oneline", "-n", "20", ref, "--"], cwd=self.cwd, capture_output=True, text=True, check=True)
        return done.stdout

    async def store(self, message: str, file: str) -> None:
        subprocess.run(["git", "commit", "-m", message, "--", file], cwd=self.cwd, check=True)`,
  ],
  [
    "import os\nfrom urllib.parse import quote\n\nimport httpx\n",
    `    def __init__(self) -> None:
        token = os.environ.get("API_TOKEN", "")
        self.client = httpx.AsyncClient(base_url="https://api.example.com", headers={"authorization": f"Bearer {token}"})
        self.cache: dict[str, str] = {}

    async def run(self, name: str) -> str:
        response = await self.client.get(f"/items/{quote(name, safe='')}", timeout=10)
        response.raise_for_status()
        return response.text

    async def store(self, name: str, body: str) -> None:
        await self.client.put(f"/items/{name}", json={"body": body})`,
  ],
  [
    "import sqlite3\n",
    `    def __init__(self, path: str = "records.db") -> None:
        self.connection = sqlite3.connect(path)
        self.cache: dict[str, str] = {}

    async def run(self, name: str) -> str:
        rows = self.connection.execute("select id, name from records where name = ? limit 50", (name,)).fetchall()
        return "\\n".join(row[1] for row in rows)

    async def store(self, table: str, value: str) -> None:
        self.connection.execute(f"insert into {table} (value) values (?)", (value,))`,
  ],
];

/** Tools whose functions call a service and some plain functions. */
function toolsFile(dice, index, numbers) {
  const service = dice.between(0, numbers.services - 1);
  const lib = dice.between(0, numbers.lib - 1);
  const tools = times(
    dice.between(1, 4),
    (n) => {
      const [verb, noun] = [dice.pick(verbs), dice.pick(nouns)];
      const action = dice.chance(0.25)
        ? `await service.store(${noun}, note or "")\n            return f"stored {${noun}}"`
        : `return await service.run(${noun})`;
      return `    @server.tool()
    async def ${verb}_${noun}_${index}_${n}(${noun}: str, note: Optional[str] = None, limit: Annotated[int, Field(ge=1, le=${dice.between(10, 500)})] = 20) -> str:
        """${capital(verb)}s one ${noun} and returns it as text, with at most limit lines."""
        if len(${noun}) > ${dice.between(50, 300)}:
            return "the ${noun} is too long"
        label = normalize_${lib}(note or ${noun}, limit)
        logger.info("${verb} %s", label)
        try:
            ${action}
        except OSError as error:
            return f"failed: {error}"`;
    },
    "\n\n",
  );
  return `import logging
from typing import Annotated, Optional

from mcp.server.fastmcp import FastMCP
from pydantic import Field

from ..lib.lib_${lib} import normalize_${lib}
from ..services.service_${service} import Service${service}

logger = logging.getLogger(__name__)
service = Service${service}()


def register_${index}(server: FastMCP) -> None:
${tools}
`;
}

function entryFile(numbers) {
  const each = (make) => Array.from({ length: numbers.tools }, (_, index) => make(index)).join("\n");
  return `from mcp.server.fastmcp import FastMCP

${each((n) => `from .tools.tools_${n} import register_${n}`)}

mcp = FastMCP("generated")
${each((n) => `register_${n}(mcp)`)}


def main() -> None:
    mcp.run()


if __name__ == "__main__":
    main()
`;
}

/** Writes a Python server of `count` modules under `folder`; returns their paths. As for TypeScript, the bytes are always the same. */
export function generatePythonServer(folder, count, seed = 1) {
  const dice = new Dice(seed);
  const numbers = {
    models: Math.round(count * 0.1),
    lib: Math.round(count * 0.3),
    services: Math.round(count * 0.25),
  };
  numbers.tools = count - 1 - numbers.models - numbers.lib - numbers.services;
  const files = new Map([["generated/server.py", entryFile(numbers)]]);
  const add = (part, name, make) => {
    for (let index = 0; index < numbers[part]; index++)
      files.set(`generated/${part}/${name}_${index}.py`, make(dice, index, numbers));
  };
  add("models", "models", modelsFile);
  add("lib", "lib", libraryFile);
  add("services", "service", serviceFile);
  add("tools", "tools", toolsFile);
  files.set("pyproject.toml", manifest);
  return writeFiles(folder, files, ".py");
}

const manifest = `[project]
name = "generated"
version = "1.0.0"
dependencies = ["mcp>=1.9", "httpx", "pydantic"]

[project.scripts]
generated = "generated.server:main"
`;
