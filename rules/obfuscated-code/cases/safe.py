import base64
import subprocess


def show(data: str) -> bytes:
    return base64.b64decode(data)


ast = compile("1 + 1", "<x>", "eval")
print(eval(ast))
subprocess.run(["git", "log"], input=base64.b64encode(b"some longer text here"))
