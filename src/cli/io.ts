/** What the command line needs of the process it runs in, so that tests can bring their own. */
import process from "node:process";
import { UserError } from "../errors.js";

export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: { readonly isTTY: boolean; readonly columns: number | undefined };
  readonly stderr: { readonly isTTY: boolean };
  /** Writes to stdout and resolves when it is out, or when the reader has gone away. */
  out(text: string): Promise<void>;
  err(text: string): Promise<void>;
  /** Asks the person at the terminal; absent where nobody can answer. */
  readonly ask?: (question: string) => Promise<string>;
}

/** The real process. */
export function processIo(): Io {
  return {
    cwd: process.cwd(),
    env: process.env,
    stdout: { isTTY: process.stdout.isTTY === true, columns: process.stdout.columns },
    stderr: { isTTY: process.stderr.isTTY === true },
    out: (text) => write(process.stdout, text),
    err: (text) => write(process.stderr, text),
    // Looked at last: Node makes a stream of it.
    ...(process.stdout.isTTY === true && process.stdin.isTTY === true ? { ask } : {}),
  };
}

async function ask(question: string): Promise<string> {
  const { createInterface } = await import("node:readline/promises");
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}

function unwritable(cause: NodeJS.ErrnoException): UserError {
  return new UserError(
    `The output could not be written (${cause.code ?? cause.message}).`,
    "Check the space left where it goes to, or name another place with --output.",
    { cause },
  );
}

/** `mcp-audit . | head` closes the pipe early: that is the reader's choice and no failure. */
function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void =>
      error.code === "EPIPE" ? resolve() : reject(unwritable(error));
    stream.once("error", onError);
    stream.write(text, (error) => {
      if (error) return onError(error);
      stream.removeListener("error", onError);
      return resolve();
    });
  });
}
