/** The servers that clients on this machine start, each with its verdict. */
import type { Decision, Reason } from "../findings/install-verdict.js";
import { safeJson } from "../findings/quote.js";
import { countOf } from "../words.js";
import { pad, Style, type StyleOptions } from "./text-style.js";

export interface InstalledRow {
  readonly name: string;
  readonly disabled: boolean;
  /** "npm:x@1", "https://...", "image acme/mcp". */
  readonly runs: string;
  /** "skipped" for what runs elsewhere or in an image, which nobody looked into. */
  readonly decision: Decision | "skipped";
  readonly reasons: readonly Reason[];
  /** Why it could not be fetched, or what a reader should know. */
  readonly remark?: string;
}

export interface InstalledFile {
  readonly client: string;
  /** Shown with ~ for the user's home. */
  readonly path: string;
  readonly servers: readonly InstalledRow[];
}

const ANSWERS: Readonly<Record<InstalledRow["decision"], string>> = {
  connect: "connect",
  limits: "with limits",
  avoid: "DO NOT CONNECT",
  unclear: "unclear",
  skipped: "not looked at",
};
const MOST_REASONS = 2;

export function formatInstalled(
  files: readonly InstalledFile[],
  options: StyleOptions & { readonly verbose: boolean },
): string {
  const style = new Style(options);
  if (files.length === 0)
    return "No client on this machine has a server configured, as far as mcp-audit knows their places.\n";
  const blocks = files.map((file) =>
    [
      `${style.paint.bold(file.client)} ${style.paint.dim(style.show(file.path))}`,
      ...file.servers.map((server) => drawServer(server, style, options.verbose)),
    ].join("\n"),
  );
  const all = files.flatMap((file) => file.servers);
  const counts = (["avoid", "unclear", "limits", "connect", "skipped"] as const).flatMap((decision) => {
    const count = all.filter((server) => server.decision === decision).length;
    return count === 0 ? [] : [`${count} ${ANSWERS[decision]}`];
  });
  return `${[...blocks, `${countOf(all.length, "server")}: ${counts.join(", ")}. \`mcp-audit verdict TARGET\` shows how to start one with less.`].join("\n\n")}\n`;
}

function drawServer(server: InstalledRow, style: Style, verbose: boolean): string {
  const label = pad(ANSWERS[server.decision], 15);
  const colour =
    server.decision === "avoid"
      ? style.paint.red.bold
      : server.decision === "connect"
        ? style.paint.green
        : server.decision === "skipped"
          ? style.paint.dim
          : style.paint.yellow;
  const off = server.disabled ? style.paint.dim(" (disabled)") : "";
  const telling = server.reasons.filter((reason) => reason.decision === server.decision);
  const shown = (verbose ? server.reasons : telling.slice(0, MOST_REASONS)).map((reason) =>
    style.sentence(reason.text),
  );
  const remarks = [...(server.remark === undefined ? [] : [style.sentence(server.remark)]), ...shown];
  return [
    style.wrap(
      `${style.paint.bold(style.show(server.name))}  ${style.show(server.runs)}${off}`,
      `  ${colour(label)}`,
      " ".repeat(17),
    ),
    ...remarks.map((text) => style.wrap(text, " ".repeat(17), " ".repeat(17))),
  ].join("\n");
}

export function formatInstalledJson(files: readonly InstalledFile[]): string {
  return `${safeJson({ formatVersion: 1, clients: files })}\n`;
}
