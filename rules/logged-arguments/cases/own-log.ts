// A log of its own: with a switch among its arguments it writes only while somebody has turned that on, which is for reviewers.
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { CallToolRequestSchema } from "@modelcontextprotocol/sdk/types.js";

function log(message: string, debug: boolean, data: unknown): void {
  if (debug) console.error(message, data);
}

export function quiet(server: Server): void {
  server.setRequestHandler(CallToolRequestSchema, async (request) => {
    const { name, arguments: args } = request.params;
    const debug = args?.debug === true;
    log("called", debug, { name, args: JSON.stringify(args) }); // expect: logged-arguments
    return { content: [] };
  });
}

export function loud(server: Server): void {
  server.setRequestHandler(CallToolRequestSchema, async (request) => {
    const { name, arguments: args } = request.params;
    log("called", true, { name, args: JSON.stringify(args) }); // expect: logged-arguments
    return { content: [] };
  });
}
