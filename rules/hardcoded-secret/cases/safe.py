import os

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("x")

API_KEY = os.environ["API_KEY"]
TOKEN_URL = "https://auth.acme.io/oauth/token"
TOKEN_HEADER = "x-access-token"
PASSWORD = "your-password-here"
SECRET_NAME = "prod/mcp/api-key"
EXAMPLE = "postgresql://user:password@localhost:5432/db"
AWS_EXAMPLE = "AKIAIOSFODNN7EXAMPLE"
POSTHOG_KEY = "phc_4bX9q2Lw8ZrT6mVp1Kd5Ls9Vy3Hn6Jf1Pg4Ta"
SENTRY_DSN = "https://4bd9f2a17c8e3b605d9a4f1e2c7b8a90@o1.ingest.sentry.io/42"
SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
ICON = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
NEXT_PAGE_TOKEN = "CAEQAA9f8a7c6b5d4e"


# Takes user names out of addresses, e.g. https://admin:s3cr3t-9x@indexer:9200
HIDDEN = r"([a-z]+://)[^:/@]+:[^@/]+@"


# What a setting must not be is not what it is.
REFUSED = {"JWT_SECRET_KEY": ["your-key-7f", "secret", "changeme"], "ADMIN_PASSWORD": ["admin", "password", "admin123!"]}


def refused() -> list[str]:
    return [name for name, words in REFUSED.items() if os.environ.get(name) in words]


@mcp.tool()
def login(password: str = "", token_type: str = "Bearer") -> str:
    if password == "REDACTED":
        return "[REDACTED]"
    return token_type


class Settings:
    def secret(self, name: str) -> str:
        return os.environ.get(name) or self.mounted(name)

    def mounted(self, name: str) -> str:
        with open(f"/run/secrets/{name}") as file:
            return file.read()


def required(name: str) -> str:
    return os.environ[f"APP_{name}"]


password = Settings().secret("DB2I_PASSWORD")
second_password = required("DB2I_PASSWORD2")

# What is shown where a check passes.
ICONS = {"pass": "&#x2713;", "fail": "&#x2717;"}
COLOURS = {"pass": "#16a34a", "fail": "#dc2626"}


def refuse_default(jwt_secret_key: str) -> None:
    if jwt_secret_key == "change-this-in-production":
        raise ValueError("JWT_SECRET_KEY must be set")
