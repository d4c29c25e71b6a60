import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

export function setVersion(version: string) {
  return version;
}

/** Another server, on the loopback interface; nobody else can call its private method. */
export class RelayBridge {
  constructor(private readonly options: { port: number; secret: string }) {}

  start(): void {
    createServer((req, res) => this.handleRequest(req, res)).listen(this.options.port, "127.0.0.1");
  }

  private handleRequest(req: IncomingMessage, res: ServerResponse): void {
    if (req.headers["x-relay-secret"] !== this.options.secret) res.writeHead(401);
    res.end("ok");
  }
}
