/** Local servers that speak as registries do: npm's, and PyPI's JSON interface. */
import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface Registry {
  readonly url: string;
  /** Paths that were asked for. */
  readonly asked: string[];
  close(): Promise<void>;
}

export interface NpmVersion {
  readonly manifest: Readonly<Record<string, unknown>>;
  readonly tarball: Buffer;
  /** Instead of the right hash. */
  readonly integrity?: string;
}

/** An npm registry of one package. */
export async function npmRegistry(name: string, versions: readonly NpmVersion[]): Promise<Registry> {
  return await serve((path, origin) => {
    const known = Object.fromEntries(
      versions.map(({ manifest, tarball, integrity }) => {
        const version = String(manifest["version"]);
        const dist = {
          tarball: `${origin}/files/${version}.tgz`,
          integrity: integrity ?? `sha512-${createHash("sha512").update(tarball).digest("base64")}`,
        };
        return [version, { name, ...manifest, _npmUser: { name: "a-publisher" }, dist }];
      }),
    );
    const latest = String(versions.at(-1)?.manifest["version"]);
    if (decodeURIComponent(path) === `/${name}`)
      return Buffer.from(
        JSON.stringify({
          name,
          "dist-tags": { latest },
          versions: known,
          time: {
            created: "2025-01-01T00:00:00.000Z",
            ...Object.fromEntries(Object.keys(known).map((version) => [version, "2026-02-03T00:00:00.000Z"])),
          },
        }),
      );
    return versions.find(({ manifest }) => path === `/files/${manifest["version"]}.tgz`)?.tarball;
  });
}

/** A Python index of one version of one package. */
export async function pypiIndex(
  name: string,
  version: string,
  files: readonly { readonly file: string; readonly data: Buffer; readonly sha256?: string }[],
): Promise<Registry> {
  return await serve((path) => {
    if (path === `/pypi/${name}/json`)
      return Buffer.from(
        JSON.stringify({
          info: {
            name,
            version,
            summary: "A server.",
            author: "An author",
            project_urls: { Source: "https://example.org/x" },
          },
          urls: files.map(({ file, data, sha256 }) => ({
            filename: file,
            packagetype: file.endsWith(".whl") ? "bdist_wheel" : "sdist",
            url: `../../files/${file}`,
            digests: { sha256: sha256 ?? createHash("sha256").update(data).digest("hex") },
            upload_time_iso_8601: "2026-02-03T00:00:00Z",
            yanked: false,
          })),
        }),
      );
    return files.find(({ file }) => path === `/files/${file}`)?.data;
  });
}

/** A server on a free port of this machine. */
export async function serve(
  answer: (path: string, origin: string, body: string) => Buffer | undefined,
): Promise<Registry> {
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const path = request.url ?? "";
      asked.push(path);
      const { port } = server.address() as AddressInfo;
      const data = answer(path, `http://127.0.0.1:${port}`, Buffer.concat(parts).toString("utf8"));
      response.writeHead(data === undefined ? 404 : 200, { "content-type": "application/json" });
      response.end(data ?? '{"error":"not found"}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
