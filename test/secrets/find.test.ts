/** Which texts are credentials, and which only look like it. */
import { crc32 } from "node:zlib";
import { describe, expect, it } from "vitest";
import {
  findByFormat,
  guardsThisServer,
  isPlaceholder,
  judgeNamed,
  secretName,
} from "../../src/secrets/index.js";

/** A token whose checksum is right, made here so that none stands in the tree. */
function githubToken(body: string): string {
  const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  let sum = "";
  for (let rest = crc32(body); rest > 0; rest = Math.floor(rest / 62)) sum = digits[rest % 62] + sum;
  return `ghp_${body}${sum.padStart(6, "0")}`;
}

describe("findByFormat", () => {
  it("is surer of a token whose checksum is right", () => {
    const good = githubToken("zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ");
    const bad = `${good.slice(0, -1)}${good.endsWith("a") ? "b" : "a"}`;
    expect(findByFormat(good)).toMatchObject([
      { what: "a GitHub token", start: 0, end: 40, certainty: "high" },
    ]);
    expect(findByFormat(bad)).toMatchObject([{ certainty: "medium" }]);
  });

  it.each([
    [
      "a private key",
      `-----BEGIN PRIVATE KEY-----\n${"MIIEvQIBADANBgkqhkiG9w0BAQEFAASC".repeat(3)}\n-----END PRIVATE KEY-----`,
    ],
    ["a password in a connection string", "postgres://app:tR4-vn82Lq@db.acme.io/main"],
    ["a password in a connection string", "Server=tcp:sql.acme.io;User ID=sa;Password=tR4-vn82Lq;"],
    ["an AWS access key id", "AKIA4HZQ7XJ2N5RTPWBC"],
    ["an Anthropic key", "sk-ant-api03-Qm4Zt8Rb2Xc7Kd5Ls9Vy3Hn6"],
    ["a Slack webhook", "https://hooks.slack.com/services/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"],
    ["an Azure storage key", `AccountName=x;AccountKey=${"Qm4Zt8Rb2X".repeat(8)}c7Kd5L==;`],
  ])("knows %s", (what, text) => {
    expect(findByFormat(text).map((found) => found.what)).toEqual([what]);
  });

  it.each([
    ["the example of documentation", "AKIAIOSFODNN7EXAMPLE"],
    ["crossed-out characters", "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"],
    ["the alphabet", "sk-abcdefghijklmnopqrstuvwxyz1234567890"],
    ["a password on this machine", "mysql://root:hunter22@localhost/x"],
    ["a template", "postgres://${USER}:${PASSWORD}@db.acme.io/x"],
    ["a key for browsers", "pk_live_51H8xY2eZvKYlo2C0Qm4Zt8Rb2"],
    ["a fake key", "-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----"],
    ["a DSN", "https://4bd9f2a17c8e3b605d9a4f1e2c7b8a90@o1.ingest.sentry.io/42"],
  ])("is silent on %s", (_, text) => {
    expect(findByFormat(text)).toEqual([]);
  });

  it("takes no longer for hostile text", () => {
    const started = performance.now();
    for (const text of [
      "eyJ".repeat(100_000),
      "a://b:".repeat(50_000),
      "-----BEGIN ".repeat(40_000),
      "password = ".repeat(30_000),
    ])
      findByFormat(text, "all");
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

describe("findByFormat of a named value", () => {
  it("believes what is made up, a little", () => {
    const text = "sk-1234567890abcdef1234567890abcdef";
    expect(findByFormat(text)).toEqual([]);
    expect(findByFormat(text, "named")).toMatchObject([{ certainty: "low" }]);
    expect(findByFormat("sk-your-key-1234567890abcdef12345678", "named")).toEqual([]);
  });
});

describe("judgeNamed", () => {
  it.each([
    ["apiKey", "9f8a7c6b5d4e3f2a1b0c9d8e7f6a5b4c"],
    ["DB_PASSWORD", "tR4-vn82Lq!"],
    ["jwtSecret", "super-secret-signing-key"],
  ])("believes %s", (name, text) => {
    expect(judgeNamed(name, text)).toBeDefined();
  });

  it.each([
    ["password", "password"],
    ["token", "access_token"],
    ["apiKey", "your-api-key-123"],
    ["tokenUrl", "9f8a7c6b5d4e3f2a1b0c9d8e7f6a5b4c"],
    ["maxTokens", "409640964096409640"],
    ["secret", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:x"],
    ["key", "9f8a7c6b5d4e3f2a1b0c9d8e7f6a5b4c"],
  ])("does not believe %s = %s", (name, text) => {
    expect(judgeNamed(name, text)).toBeUndefined();
  });
});

describe("names", () => {
  it("tells secrets from what is only called so", () => {
    expect(["stripe_secret_key", "accessToken", "x-api-key"].map(secretName)).toEqual(["key", "key", "key"]);
    expect(["next_page_token", "publicKey", "tokenizer", "eosToken"].map(secretName)).toEqual(
      Array(4).fill(undefined),
    );
    expect(guardsThisServer("MCP_AUTH_TOKEN")).toBe(true);
    expect(guardsThisServer("WEATHER_API_KEY")).toBe(false);
    expect(guardsThisServer("N8N_MCP_LLM_API_KEY")).toBe(false);
    expect(["MCP_API_KEY", "JWT_SECRET", "SESSION_SECRET", "DB_PASSWORD"].every(guardsThisServer)).toBe(true);
    expect(judgeNamed("GA_API_SECRET", "5M0mC7tQ9xRz2vKpWn4Ys8")).toMatchObject({ use: "restricted" });
  });
  it("knows placeholders", () => {
    const texts = [
      "<token>",
      "${X}",
      "changeme",
      "****",
      "xxxxxxxx",
      "TODO",
      "YourStrong@Passw0rd",
      "yourApiKey",
    ];
    expect(texts.every(isPlaceholder)).toBe(true);
    expect(isPlaceholder("tR4-vn82Lq")).toBe(false);
  });
});
