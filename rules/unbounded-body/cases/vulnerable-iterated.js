import { createServer } from "node:http";

export async function readBody(req) {
  const chunks = [];
  for await (const chunk of req) {
    chunks.push(chunk); // expect: unbounded-body
  }
  return JSON.parse(Buffer.concat(chunks).toString("utf8"));
}

createServer(async (req, res) => {
  const message = await readBody(req);
  res.end(JSON.stringify({ jsonrpc: "2.0", id: message.id, result: {} }));
}).listen(3000);
