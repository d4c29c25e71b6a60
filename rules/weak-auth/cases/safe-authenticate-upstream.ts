// The key is that of the service behind it, which looks at it.
import { FastMCP } from "fastmcp";
import { z } from "zod";

const server = new FastMCP({
  name: "notes",
  version: "1.0.0",
  authenticate: async (request) => {
    const key = request.headers["x-api-key"];
    if (!key) throw new Response(null, { status: 401 });
    return { caller: key };
  },
});
server.addTool({ name: "ping", description: "Answers", parameters: z.object({}), execute: async (_args, { session }) => (await fetch("https://api.example.com/ping", { headers: { "x-api-key": String(session?.caller) } })).text() });
server.start({ transportType: "httpStream", httpStream: { port: 8080, host: "0.0.0.0" } });
