/**
 * Reads from a web server: JSON and files, with a cap on their size. Proxies are those of the environment.
 * Nothing that a server says is trusted to be small, or to be of the form that was asked for.
 */
import { readFileSync } from "node:fs";
import makeFetch, { type FetchOptions } from "make-fetch-happen";
import { ScanError } from "../errors.js";

export interface HttpSettings {
  /** File with the certificates to trust instead of Node's. */
  readonly certificates?: string | undefined;
  readonly proxy?: string | undefined;
  /** Credentials for one host only. */
  readonly login?: { readonly host: string; readonly user: string; readonly password: string } | undefined;
}

const MAX_JSON = 64 * 1024 ** 2;
const TIMEOUT = 60_000;

/** A server answered, but not with success. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    readonly url: string,
  ) {
    super(`${new URL(url).host} answered ${status}`);
  }
}

/** The JSON at an address. Throws HttpError, or what the network threw. */
export async function getJson(url: string, settings: HttpSettings): Promise<unknown> {
  return parse(await request(url, settings, MAX_JSON, { headers: { accept: "application/json" } }), url);
}

/** The JSON answer to JSON that is sent. */
export async function postJson(url: string, body: unknown, settings: HttpSettings): Promise<unknown> {
  const options = {
    method: "POST",
    headers: { accept: "application/json", "content-type": "application/json" },
    body: JSON.stringify(body),
  };
  return parse(await request(url, settings, MAX_JSON, options), url);
}

/** The bytes at an address. */
export async function getBytes(url: string, settings: HttpSettings, most: number): Promise<Buffer> {
  return await request(url, settings, most, {});
}

function parse(data: Buffer, url: string): unknown {
  try {
    return JSON.parse(data.toString("utf8"));
  } catch (cause) {
    throw new ScanError(
      `${new URL(url).host} did not answer with JSON.`,
      "Check the address of the index in your settings; the JSON interface has to be there.",
      { cause },
    );
  }
}

async function request(
  url: string,
  { certificates, proxy, login }: HttpSettings,
  most: number,
  options: Record<string, unknown>,
): Promise<Buffer> {
  const headers: Record<string, string> = {
    "user-agent": `mcp-audit node/${process.version}`,
    ...(options["headers"] as Record<string, string> | undefined),
  };
  if (login !== undefined && new URL(url).host === login.host)
    headers["authorization"] = `Basic ${Buffer.from(`${login.user}:${login.password}`).toString("base64")}`;
  const response = await makeFetch(url, {
    ...options,
    headers,
    timeout: TIMEOUT,
    retry: { retries: 2, minTimeout: 500 },
    ...(proxy === undefined ? {} : { proxy }),
    ...(certificates === undefined ? {} : { ca: readFileSync(certificates, "utf8") }),
  } as FetchOptions);
  if (!response.ok) {
    response.body.resume();
    throw new HttpError(response.status, url);
  }
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response.body as unknown as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > most)
      throw new ScanError(
        `${new URL(url).host} sent more than ${Math.round(most / 1024 ** 2)} MB, so it was not read to the end.`,
        "A server of this size holds something else than code. Audit its repository: git+https://...",
      );
    parts.push(Buffer.from(part));
  }
  return Buffer.concat(parts);
}
