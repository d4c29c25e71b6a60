// Some key is asked for, and any will do.
import { FastMCP } from "fastmcp";
import { z } from "zod";

const server = new FastMCP({
  name: "notes",
  version: "1.0.0",
  authenticate: async (request) => { // expect: weak-auth
    const key = request.headers["x-api-key"];
    if (!key) throw new Response(null, { status: 401 });
    return { caller: key };
  },
});
server.addTool({ name: "ping", description: "Answers", parameters: z.object({}), execute: async () => "pong" });
server.start({ transportType: "httpStream", httpStream: { port: 8080, host: "0.0.0.0" } });
