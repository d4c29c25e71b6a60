/** What the place that text goes to can show: its width, its colours, and whether it knows Unicode. */
import { supportsColor } from "chalk";
import type { Io } from "./io.js";

export interface Terminal {
  readonly width: number;
  /** Chalk's levels: none, 16 colours, 256, all. */
  readonly color: 0 | 1 | 2 | 3;
  readonly unicode: boolean;
}

const PIPED_WIDTH = 100;
const NARROWEST = 40;
const WIDEST = 240;

/** Reads width, colour and character set off the process. */
export function describeTerminal(
  io: Io,
  wish: { readonly color: boolean; readonly toFile?: boolean },
): Terminal {
  const toFile = wish.toFile === true;
  return {
    width: toFile ? PIPED_WIDTH : widthOf(io),
    color: wish.color ? colorOf(io, toFile) : 0,
    unicode: toFile || speaksUnicode(io.env),
  };
}

function widthOf(io: Io): number {
  const named = Number.parseInt(io.env["COLUMNS"] ?? "", 10);
  const columns = (io.stdout.isTTY ? io.stdout.columns : undefined) || (named > 0 ? named : PIPED_WIDTH);
  return Math.min(WIDEST, Math.max(NARROWEST, columns));
}

/** FORCE_COLOR wins over NO_COLOR (no-color.org leaves that open), and both over what the terminal says. */
function colorOf(io: Io, toFile: boolean): 0 | 1 | 2 | 3 {
  const forced = io.env["FORCE_COLOR"];
  if (forced !== undefined) {
    if (forced === "0" || forced === "false") return 0;
    return forced === "2" ? 2 : forced === "3" ? 3 : 1;
  }
  if (io.env["NO_COLOR"] || toFile || !io.stdout.isTTY || io.env["TERM"] === "dumb") return 0;
  return supportsColor === false ? 0 : supportsColor.level;
}

/** POSIX: the first of these that is set decides, and none means ASCII. Terminals on Windows name themselves. */
function speaksUnicode(env: Io["env"]): boolean {
  if (env["WT_SESSION"] !== undefined || env["TERM_PROGRAM"] === "vscode") return true;
  const locale = [env["LC_ALL"], env["LC_CTYPE"], env["LANG"]].find(
    (value) => value !== undefined && value !== "",
  );
  return locale !== undefined && /utf-?8/i.test(locale);
}
