/** `mcp-audit lsp`: the language server on standard input and output, until the client ends it. */
import process from "node:process";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { serve } from "../lsp/server.js";

/** Serves until the connection ends. */
export async function runLanguageServer(): Promise<number> {
  const connection = createConnection(ProposedFeatures.all, process.stdin, process.stdout);
  const ended = new Promise<number>((resolve) => {
    connection.onExit(() => resolve(0));
    process.stdin.once("end", () => resolve(0));
  });
  serve(connection);
  connection.listen();
  return await ended;
}
