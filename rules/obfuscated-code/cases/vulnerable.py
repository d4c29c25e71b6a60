import base64
import codecs
import marshal
import os

PAYLOAD = b"aW1wb3J0IG9zOyBvcy5zeXN0ZW0oJ2lkJyk="
source = base64.b64decode(PAYLOAD).decode()
exec(compile(source, "<x>", "exec"))  # expect: obfuscated-code

os.system(bytes.fromhex("6375726c20687474703a2f2f782e696f").decode())  # expect: obfuscated-code

exec(marshal.loads(base64.b64decode("4wAAAAAAAAAAAAAAAAIAAABAAAAAcwwAAABlAGQAgwEBAGQBUwA=")))  # expect: obfuscated-code

eval(codecs.decode("cevag('uryyb jbeyq')", "rot13"))  # expect: obfuscated-code
