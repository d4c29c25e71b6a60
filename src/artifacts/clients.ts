/**
 * Reads the servers that MCP clients are configured with, out of the forms that clients use:
 *
 *   { "mcpServers": { NAME: {...} } }        Claude Desktop and Code, Cursor, Windsurf, Cline, Gemini, ...
 *   { "servers": { NAME: {...} } }           VS Code, mcp.json; also below "mcp" in its settings
 *   { "context_servers": { NAME: {...} } }   Zed
 *   { "mcp": { NAME: {...} } }               OpenCode
 *   [mcp_servers.NAME]                       Codex
 *   { "server": { "mcp_config": {...} } }    bundles (MCPB, DXT)
 *   { "packages": [...], "remotes": [...] }  server.json of the registry
 *   extensions: { NAME: {...} }              Goose
 *
 * A form is known by what a document holds, not by the file's name. Other documents give nothing.
 */
import { entriesOf, get, isTrue, itemsOf, settingsOf, textOf, textsIn } from "./data.js";
import type { ClientConfig, ConfiguredServer, DataFile, DataNode, PlacedText, Setting } from "./types.js";

/** What the file configures, or undefined when it is no client configuration. */
export function readClient(file: DataFile): ClientConfig | undefined {
  const servers: ConfiguredServer[] = [];
  const approvals: PlacedText[] = [];
  for (const document of file.documents) {
    for (const each of readServers(file, document)) servers.push(each);
    for (const each of readApprovals(file.path, document)) approvals.push(each);
  }
  if (servers.length === 0 && approvals.length === 0) return undefined;
  return { path: file.path, client: clientOf(file.path), servers, approvals };
}

function readServers(file: DataFile, root: DataNode): readonly ConfiguredServer[] {
  const named = [
    get(root, "mcpServers"),
    get(root, "mcp_servers"),
    get(root, "mcp-servers"),
    get(root, "context_servers"),
    get(root, "servers"),
    get(root, "mcp", "servers"),
    get(root, "mcp"),
    get(root, "extensions"),
    ...entriesOf(get(root, "projects")).map((project) => get(project.value, "mcpServers")),
  ];
  const found: ConfiguredServer[] = [];
  for (const map of named) {
    for (const { key, keyAt, value } of entriesOf(map)) {
      const server = map && readServer(file, key, keyAt, value, map.at);
      if (server !== undefined) found.push(server);
    }
    for (const item of itemsOf(map)) {
      const name = textOf(get(item, "name"));
      const server = name && map && readServer(file, name.text, name.at, item, map.at);
      if (server !== undefined) found.push(server);
    }
  }
  return [...found, ...readBundle(file, root), ...readRegistryEntry(file, root)];
}

/** One server, when the node says how to start or reach it. */
function readServer(
  file: DataFile,
  name: string,
  nameAt: PlacedText["at"],
  node: DataNode,
  scope: PlacedText["at"],
): ConfiguredServer | undefined {
  const inner = get(node, "transport")?.kind === "map" ? get(node, "transport") : undefined;
  const from = (key: string): DataNode | undefined => get(node, key) ?? get(inner, key);
  const program = from("command") ?? from("cmd");
  // Zed once nested it: { command: { path, args, env } }; OpenCode gives one list.
  const nested = program?.kind === "map" ? program : undefined;
  const line = textsIn(nested === undefined ? program : get(nested, "path"));
  const url = textOf(from("url") ?? from("serverUrl") ?? from("httpUrl") ?? from("uri"));
  if (line.length === 0 && (url === undefined || !/^\w+:\/\//.test(url.text))) return undefined;
  const approved = [
    ...textsIn(get(node, "autoApprove")),
    ...textsIn(get(node, "alwaysAllow")),
    ...textsIn(get(node, "auto_approve")),
    ...textsIn(get(node, "always_allow")),
    ...textsIn(get(node, "autoAllow")),
  ].filter(({ text }) => !/^(?:false|none|never)$/i.test(text));
  const trust = get(node, "trust");
  if (isTrue(trust) && trust !== undefined) approved.push({ text: "*", at: trust.at });
  return {
    path: file.path,
    client: clientOf(file.path),
    name,
    nameAt,
    at: node.at,
    scope,
    command: line[0],
    args: [...line.slice(1), ...textsIn(nested === undefined ? from("args") : get(nested, "args"))],
    env: [
      ...settingsOf(from("env") ?? get(nested, "env")),
      ...settingsOf(from("envs")),
      ...settingsOf(from("environment")),
    ],
    url,
    headers: [
      ...settingsOf(from("headers")),
      ...settingsOf(from("http_headers")),
      ...bearer(from("bearer_token")),
    ],
    approved: approved.map((each) => (/^true$/i.test(each.text) ? { ...each, text: "*" } : each)),
    disabled: isTrue(get(node, "disabled")),
  };
}

function bearer(node: DataNode | undefined): Setting[] {
  const value = textOf(node);
  return value === undefined ? [] : [{ name: "Authorization", value }];
}

/** The manifest of a bundle says how its own server is started. */
function readBundle(file: DataFile, root: DataNode): readonly ConfiguredServer[] {
  const config = get(root, "server", "mcp_config");
  if (config === undefined) return [];
  const name = textOf(get(root, "name"));
  const server = readServer(file, name?.text ?? "", name?.at ?? config.at, config, config.at);
  return server === undefined ? [] : [{ ...server, client: "bundle" }];
}

/** An entry of the registry: packages to be started, and addresses to connect to. */
function readRegistryEntry(file: DataFile, root: DataNode): readonly ConfiguredServer[] {
  const name = textOf(get(root, "name"));
  if (name === undefined) return [];
  const base = {
    path: file.path,
    client: "registry",
    name: name.text,
    nameAt: name.at,
    scope: root.at,
    approved: [],
    disabled: false,
  };
  const packages = itemsOf(get(root, "packages")).flatMap((item): ConfiguredServer[] => {
    const identifier = textOf(get(item, "identifier")) ?? textOf(get(item, "name"));
    const kind = textOf(
      get(item, "registryType") ?? get(item, "registry_type") ?? get(item, "registry_name"),
    )?.text;
    if (identifier === undefined || kind === undefined) return [];
    const version = textOf(get(item, "version"));
    const separator = kind === "pypi" ? "==" : kind === "oci" ? ":" : "@";
    const whole =
      version === undefined || identifier.text.includes("@", 1)
        ? identifier.text
        : `${identifier.text}${separator}${version.text}`;
    const runner: Record<string, string> = { npm: "npx", pypi: "uvx", oci: "docker" };
    const command = {
      text: textOf(get(item, "runtimeHint"))?.text ?? runner[kind] ?? kind,
      at: identifier.at,
    };
    const given = [
      ...itemsOf(get(item, "runtimeArguments")),
      ...itemsOf(get(item, "packageArguments")),
    ].flatMap((each) => textOf(get(each, "value")) ?? []);
    const run = kind === "oci" ? [{ text: "run", at: identifier.at }] : [];
    return [
      {
        ...base,
        at: item.at,
        command,
        args: [...run, { text: whole, at: version?.at ?? identifier.at }, ...given],
        env: settingsOf(get(item, "environmentVariables") ?? get(item, "environment_variables")),
        url: undefined,
        headers: [],
      },
    ];
  });
  const remotes = itemsOf(get(root, "remotes")).flatMap((item): ConfiguredServer[] => {
    const url = textOf(get(item, "url"));
    if (url === undefined) return [];
    return [
      {
        ...base,
        at: item.at,
        command: undefined,
        args: [],
        env: [],
        url,
        headers: settingsOf(get(item, "headers")),
      },
    ];
  });
  return [...packages, ...remotes];
}

/** Settings by which a client stops asking. The text says which. */
const SWITCHES: readonly (readonly [readonly string[], RegExp])[] = [
  [["enableAllProjectMcpServers"], /^true$/i],
  [["permissions", "defaultMode"], /^bypassPermissions$/],
  [["chat.tools.autoApprove"], /^true$/i],
  [["chat.tools.global.autoApprove"], /^true$/i],
  [["agent", "always_allow_tool_actions"], /^true$/i],
  [["autoAccept"], /^true$/i],
  [["yolo"], /^true$/i],
  [["approval_policy"], /^never$/],
  [["sandbox_mode"], /^danger-full-access$/],
  [["GOOSE_MODE"], /^auto$/],
];

function readApprovals(path: string, root: DataNode): PlacedText[] {
  const out: PlacedText[] = [];
  for (const [keys, on] of SWITCHES) {
    const value = textOf(get(root, ...keys));
    if (value !== undefined && on.test(value.text))
      out.push({ text: `${keys.join(".")}: ${value.text}`, at: value.at });
  }
  // Claude Code: rules that allow whole tools without a pattern.
  if (/settings[\w.]*\.json$/i.test(path))
    for (const allowed of textsIn(get(root, "permissions", "allow")))
      if (/^(?:\*|mcp__\*|Bash(?:\(\*?(?::\*)?\))?)$/.test(allowed.text))
        out.push({ text: `permissions.allow: ${allowed.text}`, at: allowed.at });
  return out;
}

const CLIENTS: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\/)\.vscode\//, "VS Code"],
  [/cursor/i, "Cursor"],
  [/windsurf|codeium/i, "Windsurf"],
  [/(?:^|\/)\.?zed\//i, "Zed"],
  [/gemini/i, "Gemini CLI"],
  [/codex/i, "Codex"],
  [/cline|roo/i, "Cline"],
  [/opencode/i, "OpenCode"],
  [/claude/i, "Claude"],
];

function clientOf(path: string): string {
  return CLIENTS.find(([form]) => form.test(path))?.[1] ?? "MCP client";
}
