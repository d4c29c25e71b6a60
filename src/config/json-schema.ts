/**
 * The published JSON schema of mcp-audit.yml, made from the schema that files are checked against, with the ids
 * of all rules so that editors complete them and say what each is about. Used by the build only.
 */
import { z } from "zod";
import { configFile } from "./schema.js";

interface DescribedRule {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
}

type Json = { [key: string]: unknown };

const TITLE = "Configuration of mcp-audit";

/** The schema as text, ending in a newline. */
export function configJsonSchema(rules: readonly DescribedRule[]): string {
  const { $schema, ...schema } = z.toJSONSchema(configFile, { io: "input", target: "draft-7" }) as Json;
  const ids = rules.map((rule) => rule.id);
  const visit = (value: unknown, key: string): unknown => {
    if (Array.isArray(value)) return value.map((each) => visit(each, key));
    if (typeof value !== "object" || value === null) return value;
    const node = Object.fromEntries(
      Object.entries(value).map(([name, child]) => [name, visit(child, name)]),
    ) as Json;
    if (key === "rules") return namedRules(node, rules);
    return key === "rule" ? withIds(node, ids) : node;
  };
  return `${JSON.stringify({ $schema, title: TITLE, ...(visit(schema, "") as Json) }, null, 2)}\n`;
}

/** A map from any rule to a setting becomes one property for each rule. */
function namedRules(node: Json, rules: readonly DescribedRule[]): Json {
  const { propertyNames: _, additionalProperties: setting, ...rest } = node;
  const { description, ...form } = setting as Json;
  const properties = rules.map(({ id, title, summary }) => [
    id,
    { title, description: `${summary} ${String(description)}`, ...form },
  ]);
  return { ...rest, properties: Object.fromEntries(properties), additionalProperties: false };
}

/** A text, or a list of texts, that has to be the id of a rule. */
function withIds(node: Json, ids: readonly string[]): Json {
  const anyOf = (node["anyOf"] as Json[]).map((form) =>
    form["type"] === "array" ? { ...form, items: { enum: ids } } : { enum: ids },
  );
  return { ...node, anyOf };
}
