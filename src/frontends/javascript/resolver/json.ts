/** JSON of manifests and configuration files, which may have comments and trailing commas. */
import { parse } from "jsonc-parser";

export type JsonObject = Readonly<Record<string, unknown>>;

/** The object that `text` holds; an empty one when it holds anything else. */
export function readJson(text: string | undefined): JsonObject {
  if (text === undefined) return {};
  try {
    return asObject(parse(text.replace(/^\uFEFF/, ""), [], { allowTrailingComma: true })) ?? {};
  } catch {
    return {};
  }
}

export function asObject(value: unknown): JsonObject | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
}

export function asString(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

export function asStrings(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}
