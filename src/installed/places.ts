/** Where MCP clients keep the servers that they start, for the user and for the project at hand. */
import { homedir } from "node:os";
import { join } from "node:path";
import process from "node:process";

export interface Place {
  readonly client: string;
  readonly path: string;
}

type Env = Readonly<Record<string, string | undefined>>;

/** Every place, whether something is there or not. */
export function clientPlaces(
  env: Env,
  cwd: string,
  platform: NodeJS.Platform = process.platform,
): readonly Place[] {
  const home = env["HOME"] || env["USERPROFILE"] || homedir();
  const config = env["XDG_CONFIG_HOME"] || join(home, ".config");
  const roaming = env["APPDATA"] || join(home, "AppData", "Roaming");
  const library = join(home, "Library", "Application Support");
  const apps = platform === "win32" ? roaming : platform === "darwin" ? library : config;
  const code = ["Code", "Code - Insiders", "VSCodium"];
  const extension = (folder: string, id: string, file: string): string =>
    join(apps, folder, "User", "globalStorage", id, "settings", file);
  const of = (client: string, ...paths: string[]): Place[] => paths.map((path) => ({ client, path }));
  return [
    ...of("Claude Desktop", join(apps, "Claude", "claude_desktop_config.json")),
    ...of("Claude Code", join(home, ".claude.json"), join(cwd, ".mcp.json")),
    ...of("Cursor", join(home, ".cursor", "mcp.json"), join(cwd, ".cursor", "mcp.json")),
    ...of("Windsurf", join(home, ".codeium", "windsurf", "mcp_config.json")),
    ...of(
      "VS Code",
      ...code.flatMap((folder) => [
        join(apps, folder, "User", "mcp.json"),
        join(apps, folder, "User", "settings.json"),
      ]),
      join(cwd, ".vscode", "mcp.json"),
    ),
    ...of(
      "Cline",
      ...code.map((folder) => extension(folder, "saoudrizwan.claude-dev", "cline_mcp_settings.json")),
    ),
    ...of(
      "Roo Code",
      ...code.map((folder) => extension(folder, "rooveterinaryinc.roo-cline", "mcp_settings.json")),
      join(cwd, ".roo", "mcp.json"),
    ),
    ...of(
      "Zed",
      join(platform === "darwin" ? join(home, ".config") : apps, "zed", "settings.json"),
      join(cwd, ".zed", "settings.json"),
    ),
    ...of("Gemini CLI", join(home, ".gemini", "settings.json"), join(cwd, ".gemini", "settings.json")),
    ...of("Codex", join(env["CODEX_HOME"] || join(home, ".codex"), "config.toml")),
    ...of("OpenCode", join(config, "opencode", "opencode.json"), join(cwd, "opencode.json")),
    ...of("Goose", join(config, "goose", "config.yaml")),
    ...of("Amazon Q", join(home, ".aws", "amazonq", "mcp.json")),
    ...of("LM Studio", join(home, ".lmstudio", "mcp.json")),
  ];
}
