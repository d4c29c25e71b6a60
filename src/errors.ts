/**
 * The errors the program itself raises, by who has to act.
 *
 * `UserError`: the person at the keyboard (a wrong option, a path that does not exist); exit code 2.
 * `ScanError`: the audit cannot go on or is incomplete because of what is being audited; exit code 4.
 * `InternalError`: a mistake in this program; exit code 4, and the report asks for an issue.
 *
 * Each carries `help`: what to do next, in one or two sentences. Nothing here formats or prints.
 */

/** Base of the program's own errors; anything else that is thrown is a bug. */
export abstract class AuditError extends Error {
  /** Exit code of the process when this error ends it. */
  abstract readonly exitCode: number;
  /** What the reader can do about it. */
  readonly help: string;

  constructor(message: string, help: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.help = help;
  }
}

/** Wrong usage or configuration. */
export class UserError extends AuditError {
  override readonly exitCode = 2;
}

/** The audit could not be finished because of the audited tree or its surroundings. */
export class ScanError extends AuditError {
  override readonly exitCode = 4;
}

/** A broken assumption inside this program. */
export class InternalError extends AuditError {
  override readonly exitCode = 4;

  constructor(
    message: string,
    help = "This is a bug in mcp-audit. Please report it with the command you ran and this message.",
    options?: ErrorOptions,
  ) {
    super(message, help, options);
  }
}
