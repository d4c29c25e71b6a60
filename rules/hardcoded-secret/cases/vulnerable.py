import jwt
import psycopg
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("orders")

DSN = "postgresql://orders:tR4-vn82Lq@db.acme.io:5432/orders"  # expect: hardcoded-secret
REPLICA = "postgresql://reader:qu1etly@prod-db:5432/orders"  # expect: hardcoded-secret
JWT_SECRET = "super-secret-signing-key-2024"  # expect: hardcoded-secret
# The old one was sk-ant-api03-Qm4Zt8Rb2Xc7Kd5Ls9Vy3Hn6Jf1Pg4TaE8UoBwYx  # expect: hardcoded-secret


class Settings:
    smtp_password = "hQ7!m2ZtR5b"  # expect: hardcoded-secret


def allowed(token: str) -> bool:
    return token == "b7Qx92LmZt41Vr8KpWn5"  # expect: hardcoded-secret


@mcp.tool()
def orders(customer: int) -> str:
    connection = psycopg.connect(DSN)
    return str(connection.execute("select * from orders where customer = %s", [customer]).fetchall())


# The one for staging is https://admin:s3cr3t-9x@indexer:9200  # expect: hardcoded-secret


@mcp.tool()
def issue(token: str) -> str:
    if not allowed(token):
        return ""
    jwt.decode(token, "mysecret", algorithms=["HS256"])  # expect: hardcoded-secret
    return jwt.encode({"sub": "x"}, JWT_SECRET, algorithm="HS256")


def hashed(text: str) -> str:
    return text.ljust(32, "0")


admin_password = hashed("Harbour7Lights")  # expect: hardcoded-secret


LOGIN = {"pass": "#16a34a&Lights"}  # expect: hardcoded-secret


def let_in(admin_password: str) -> bool:
    return admin_password == "Gull4Harbour9"  # expect: hardcoded-secret
