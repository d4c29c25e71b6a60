/**
 * The language server: audits the folders of a workspace when they are opened and when something in them is
 * saved, and publishes findings as diagnostics with their paths, actions and hovers.
 *
 * Texts in the editor that were not saved are not audited. Nothing is asked of the network.
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, relative, sep } from "node:path";
import {
  type CodeAction,
  CodeActionKind,
  type Connection,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  MessageType,
  ShowMessageNotification,
  TextDocumentSyncKind,
  TextDocuments,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type AuditOptions, audit, toolVersion } from "../audit.js";
import { CONFIG_NAMES, findConfig } from "../config/find.js";
import { AuditError } from "../errors.js";
import type { Report } from "../findings/types.js";
import { type ActionContext, actionsFor } from "./actions.js";
import { diagnosticsOf, SOURCE } from "./diagnostics.js";
import { createFolderAudits, type FolderAudits } from "./folders.js";
import { hoverAt } from "./hover.js";
import { pathOf, uriOf } from "./places.js";

/** What a client may send as `initializationOptions`; the names are those of the command line. */
type Wishes = Pick<
  AuditOptions,
  "profile" | "severity" | "confidence" | "config" | "baseline" | "untrusted" | "requireReason"
>;

/** Serves a connection. The caller starts listening on it. */
export function serve(connection: Connection): void {
  const documents = new TextDocuments(TextDocument);
  let wishes: Wishes = {};
  let watches = false;
  let opened: readonly string[] = [];
  const published = new Map<string, Set<string>>();

  const audits: FolderAudits = createFolderAudits({
    audit: (folder) => audit({ ...wishes, paths: [folder], cwd: folder }),
    onReport: (folder, report) => publish(folder, report),
    onError: (folder, error) => {
      const text = error instanceof AuditError ? `${error.message} ${error.help}` : String(error);
      connection.console.error(`${folder}: ${text}`);
      if (!(error instanceof AuditError)) return;
      // Said, not asked: a request would wait for an answer.
      const message = `mcp-audit: ${error.message}`;
      void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message });
    },
  });

  function publish(folder: string, report: Report | undefined): void {
    // Under the name that the client knows the folder by, which may be a link to the audited one.
    const now = report === undefined ? new Map() : diagnosticsOf({ ...report, root: folder });
    for (const uri of published.get(folder) ?? [])
      if (!now.has(uri)) void connection.sendDiagnostics({ uri, diagnostics: [] });
    for (const [uri, diagnostics] of now) void connection.sendDiagnostics({ uri, diagnostics });
    published.set(folder, new Set(now.keys()));
  }

  connection.onInitialize((params): InitializeResult => {
    wishes = wishesOf(params);
    watches = params.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    opened = foldersOf(params);
    return {
      serverInfo: { name: SOURCE, version: toolVersion() },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
        hoverProvider: true,
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });

  connection.onInitialized(() => {
    for (const folder of opened) audits.schedule(folder);
    if (watches) {
      const pattern = "**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs,py,json,yml,yaml,toml,env}";
      void connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [{ globPattern: pattern }, { globPattern: "**/*ockerfile*" }],
      });
    }
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      for (const { uri } of removed) withPath(uri, (path) => audits.drop(path));
      for (const { uri } of added) withPath(uri, (path) => audits.schedule(path));
    });
  });

  const changed = (uri: string): void =>
    withPath(uri, (path) => {
      const folder = audits.folderOf(path);
      if (folder !== undefined && !/[\\/](?:node_modules|[.]git)[\\/]/.test(path)) audits.schedule(folder);
    });
  documents.onDidSave(({ document }) => changed(document.uri));
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) changed(uri);
  });

  connection.onCodeAction(({ textDocument, context }): CodeAction[] => {
    const own = context.diagnostics.filter((diagnostic) => diagnostic.source === SOURCE);
    const found = own.length === 0 ? undefined : contextOf(textDocument.uri, audits, documents);
    return found === undefined ? [] : own.flatMap((diagnostic) => actionsFor(diagnostic, found));
  });

  connection.onHover(({ textDocument, position }) => {
    const at = locate(textDocument.uri, audits);
    return at === undefined ? null : (hoverAt(at.report, at.path, position.line, position.character) ?? null);
  });

  documents.listen(connection);
}

function withPath(uri: string, use: (path: string) => void): void {
  const path = pathOf(uri);
  if (path !== undefined) use(path);
}

function wishesOf({ initializationOptions }: InitializeParams): Wishes {
  const given = (initializationOptions ?? {}) as Record<string, unknown>;
  const take = (name: string, fits: (value: unknown) => boolean): Record<string, unknown> =>
    fits(given[name]) ? { [name]: given[name] } : {};
  const oneOf =
    (...values: readonly string[]) =>
    (value: unknown) =>
      values.includes(value as string);
  const isFlag = (value: unknown): boolean => typeof value === "boolean";
  const isFile = (value: unknown): boolean => typeof value === "string" || value === false;
  return {
    ...take("profile", oneOf("default", "pedantic", "audit")),
    ...take("severity", oneOf("info", "low", "medium", "high", "critical")),
    ...take("confidence", oneOf("low", "medium", "high")),
    ...take("config", isFile),
    ...take("baseline", isFile),
    ...take("untrusted", isFlag),
    ...take("requireReason", isFlag),
  };
}

function foldersOf({ workspaceFolders, rootUri }: InitializeParams): string[] {
  const uris = workspaceFolders?.map((folder) => folder.uri) ?? (rootUri ? [rootUri] : []);
  return uris.flatMap((uri) => pathOf(uri) ?? []);
}

/** The report that a document belongs to, and its path there. */
function locate(
  uri: string,
  audits: FolderAudits,
): { readonly report: Report; readonly path: string; readonly absolute: string } | undefined {
  const absolute = pathOf(uri);
  const folder = absolute === undefined ? undefined : audits.folderOf(absolute);
  const report = folder === undefined ? undefined : audits.reportOn(folder);
  if (absolute === undefined || folder === undefined || report === undefined) return undefined;
  return { report, absolute, path: relative(folder, absolute).split(sep).join("/") };
}

function contextOf(
  uri: string,
  audits: FolderAudits,
  documents: TextDocuments<TextDocument>,
): ActionContext | undefined {
  const at = locate(uri, audits);
  if (at === undefined) return undefined;
  const { report, absolute, path } = at;
  const place = { root: report.root, base: report.base ?? report.root, cwd: report.root };
  const found = findConfig(place);
  const file = found ?? `${place.base}/${CONFIG_NAMES[0]}`;
  const configUri = uriOf("", file);
  const below = relative(dirname(file), `${report.root}/${path}`).split(sep).join("/");
  return {
    uri,
    lines: (documents.get(uri)?.getText() ?? readText(absolute)).split(/\r\n|\n|\r/),
    config: {
      uri: configUri,
      exists: found !== undefined,
      text: documents.get(configUri)?.getText() ?? readText(file),
      pathBelow: below,
    },
  };
}

function readText(path: string): string {
  try {
    return existsSync(path) ? readFileSync(path, "utf8") : "";
  } catch {
    return "";
  }
}
