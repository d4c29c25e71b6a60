/**
 * A shell whose input and output are tied to a socket, put together from calls: a connection, a shell that is
 * started, and what ties them (pipes, duplicated descriptors), all in one file.
 */
import {
  type Location,
  type Program,
  placeOf,
  textsOfWritten,
  type WrittenCall,
} from "../../../src/rules/api.js";

const SHELL = /^(?:\/(?:usr\/)?bin\/)?(?:ba|z|da|k)?sh$|^cmd(?:\.exe)?$|^(?:powershell|pwsh)(?:\.exe)?$/i;
const CONNECTS =
  /^(?:net|tls)\.(?:connect|createConnection|Socket\(\)|Socket\(\)\.connect)$|^socket\.(?:socket\(\)\.connect|create_connection)$|(?:^|\.)connect$/;
const SOCKET =
  /^(?:net|tls)\.Socket$|^socket\.socket$|^(?:net|tls)\.(?:connect|createConnection)$|^socket\.create_connection$/;

/** The places where a shell is tied to a socket. */
export function opensShell(program: Program): readonly { readonly at: Location; readonly message: string }[] {
  const sockets = program.written.whose((path) => SOCKET.test(path) || path.startsWith("socket."));
  // Hardly any server has one.
  if (sockets.length === 0) return [];
  const byFile = new Map<string, WrittenCall[]>();
  for (const { code } of sockets) byFile.set(code.module.path, []);
  for (const call of program.written.all) byFile.get(call.code.module.path)?.push(call);
  const remote = program.written.all
    .filter((call) => obeysSocket(program, call))
    .map((call) => ({
      at: placeOf(call.code, call.instr),
      message:
        "Commands that come over a network connection are run here: whoever is at the other end runs them.",
    }));
  const tied = [...byFile.values()].flatMap((calls) => {
    const shell = calls.find(startsShell);
    const connected =
      calls.some(({ path }) => SOCKET.test(path)) &&
      calls.some(({ path, instr }) => CONNECTS.test(path || `.${instr.method ?? ""}`));
    if (shell === undefined || !connected || !calls.some(ties)) return [];
    return [
      {
        at: placeOf(shell.code, shell.instr),
        message:
          "A shell is started whose input and output are tied to a network connection: whoever is at the other end runs commands here.",
      },
    ];
  });
  return [...remote, ...tied];
}

/** `subprocess.run(s.recv(1024).decode(), shell=True)` */
function obeysSocket(program: Program, { kinds, instr, code }: WrittenCall): boolean {
  const [first] = instr.args;
  if (first === undefined || !(kinds.has("os-command") || kinds.has("code"))) return false;
  return program.written
    .behind(code, first.value)
    .some(
      ({ path, model, instr: made }) =>
        (model?.sources.some((row) => row.kind === "remote-input") ?? false) &&
        /^socket\./.test(path) &&
        /^recv/.test(made.method ?? ""),
    );
}

function startsShell(call: WrittenCall): boolean {
  if (call.path === "pty.spawn" || call.path.endsWith("pty.spawn")) return true;
  const starts = call.kinds.has("program") || call.kinds.has("program-args") || call.kinds.has("os-command");
  return starts && textsOfWritten(call).some((text) => SHELL.test(text.trim().split(/\s/)[0] ?? ""));
}

/** `socket.pipe(shell.stdin)`, `shell.stdout.pipe(socket)`, `os.dup2(s.fileno(), 0)`, `stdin=sock`. */
function ties({ path, instr, code }: WrittenCall): boolean {
  if (path === "os.dup2") return true;
  const about = [instr.self, ...instr.args.map((arg) => arg.value)].map((temp) =>
    temp === undefined ? "" : code.text(temp),
  );
  if (instr.method === "pipe") return about.some((text) => /\.(?:stdin|stdout|stderr)$/.test(text));
  return instr.args.some(
    (arg) => /^std(?:in|out)$/.test(arg.name ?? "") && /sock|conn|fileno|\bs\b/i.test(code.text(arg.value)),
  );
}
