import { createServer, get, type IncomingMessage } from "node:http";

const MAX_BODY = 1_000_000;

async function readBody(req: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req) {
    size += chunk.length;
    if (size > MAX_BODY) throw new Error("too large");
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString("utf8"));
}

// An answer that the server itself asked for is another matter.
export function ask(url: string): Promise<string> {
  return new Promise((resolve) => {
    get(url, (res) => {
      let text = "";
      res.on("data", (chunk) => {
        text += chunk;
      });
      res.on("end", () => resolve(text));
    });
  });
}

createServer(async (req, res) => {
  const message = (await readBody(req)) as { id: number };
  res.end(JSON.stringify({ jsonrpc: "2.0", id: message.id, result: {} }));
}).listen(3000);
