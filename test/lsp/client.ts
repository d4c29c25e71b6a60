/** A language client on the built program, as an editor runs it: in a process of its own, over its streams. */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { onTestFinished } from "vitest";
import {
  createProtocolConnection,
  type Diagnostic,
  type InitializeResult,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";
import { root } from "../cli/run.js";

export interface Client {
  readonly connection: ProtocolConnection;
  readonly child: ChildProcess;
  readonly initialized: InitializeResult;
  /** Resolves with the diagnostics of a file once they fit. */
  diagnostics(path: string, fits: (all: readonly Diagnostic[]) => boolean): Promise<readonly Diagnostic[]>;
  uri(path: string): string;
}

/** Starts the server on a folder. */
export async function startClient(folder: string, wishes: object = {}): Promise<Client> {
  const child = spawn(process.execPath, [join(root, "bin", "mcp-audit.js"), "lsp", "--stdio"], {
    stdio: ["pipe", "pipe", "inherit"],
    cwd: "/",
  });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  onTestFinished(() => {
    connection.dispose();
    child.kill();
  });
  const uri = (path: string): string => pathToFileURL(join(folder, path)).href;
  const known = new Map<string, readonly Diagnostic[]>();
  const waiting = new Set<() => void>();
  connection.onNotification("textDocument/publishDiagnostics", (params) => {
    known.set(params.uri, params.diagnostics);
    for (const look of waiting) look();
  });
  connection.listen();
  const initialized = (await connection.sendRequest("initialize", {
    processId: process.pid,
    rootUri: null,
    capabilities: {},
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "w" }],
    initializationOptions: wishes,
  })) as InitializeResult;
  await connection.sendNotification("initialized", {});
  return {
    connection,
    child,
    initialized,
    uri,
    diagnostics: (path, fits) =>
      new Promise((resolve) => {
        const look = (): void => {
          const all = known.get(uri(path));
          if (all === undefined || !fits(all)) return;
          waiting.delete(look);
          resolve(all);
        };
        waiting.add(look);
        look();
      }),
  };
}
