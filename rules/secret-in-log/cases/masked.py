"""What a log does not show of an object: masked, overwritten, left out; and what it does show all the same."""

import logging
import os
from dataclasses import dataclass, field

from mcp.server.fastmcp import FastMCP
from pydantic import BaseModel, SecretStr

mcp = FastMCP("demo")
config = {"url": "u", "api_key": os.environ["ACME_API_KEY"]}
key = SecretStr(os.environ["ACME_API_KEY"])
HIDDEN = ("api_key", "password")


class Settings(BaseModel):
    url: str
    api_key: SecretStr


class Open(BaseModel):
    url: str
    api_key: str


@dataclass
class Quiet:
    url: str
    api_key: str = field(repr=False)


@dataclass
class Loud:
    url: str
    api_key: str = field(repr=True)


@dataclass
class Told:
    url: str
    api_key: str = field(repr=False)

    def __str__(self):
        return f"{self.url} {self.api_key}"


settings = Settings(url="u", api_key=os.environ["ACME_API_KEY"])
opened = Open(url="u", api_key=os.environ["ACME_API_KEY"])
quiet = Quiet("u", os.environ["ACME_API_KEY"])
loud = Loud("u", os.environ["ACME_API_KEY"])
told = Told("u", os.environ["ACME_API_KEY"])


@mcp.tool()
def masked() -> str:
    logging.info("key %s", key)
    logging.info("key %s", key.get_secret_value())  # expect: secret-in-log
    logging.info("settings %s", settings)
    logging.info("settings %s", settings.api_key)
    logging.info("settings %s", settings.api_key.get_secret_value())  # expect: secret-in-log
    logging.info("settings %s", opened)  # expect: secret-in-log
    return "ok"


@mcp.tool()
def unshown() -> str:
    logging.info("conf %r", quiet)
    logging.info("conf %r", quiet.api_key)  # expect: secret-in-log
    logging.info("conf %r", loud)  # expect: secret-in-log
    logging.info("conf %s", told)  # expect: secret-in-log
    return "ok"


@mcp.tool()
def overwritten() -> str:
    logging.info("conf %s", {**config, "api_key": "***"})
    logging.info("conf %s", {"api_key": "***", **config})  # expect: secret-in-log
    logging.info("conf %s", {**config, "url": "***"})  # expect: secret-in-log
    return "ok"


@mcp.tool()
def left_out() -> str:
    logging.info("conf %s", {k: v for k, v in config.items() if k != "api_key"})
    logging.info("conf %s", {k: v for k, v in config.items() if k not in HIDDEN})
    logging.info("conf %s", {k: v for k, v in config.items() if k != "url"})  # expect: secret-in-log
    logging.info("conf %s", {k: v for k, v in config.items() if k in HIDDEN})  # expect: secret-in-log
    return "ok"


@mcp.tool()
def names() -> str:
    logging.info("keys %s", sorted(vars(quiet)))
    logging.info("keys %s", list(config))
    logging.info("keys %s", sorted(config.values()))  # expect: secret-in-log
    return "ok"
