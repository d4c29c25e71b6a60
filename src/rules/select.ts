/** Which rules run: all of them, or those the user named, without those the user left out. */
import { UserError } from "../errors.js";
import { nearest } from "./nearest.js";

interface Named {
  readonly id: string;
}

/** The rules to run, in their order. Throws a UserError for an id that no rule has. */
export function selectRules<R extends Named>(
  all: readonly R[],
  only: readonly string[],
  skip: readonly string[],
): readonly R[] {
  for (const id of [...only, ...skip]) requireRule(all, id);
  return all.filter((rule) => (only.length === 0 || only.includes(rule.id)) && !skip.includes(rule.id));
}

/** The rule with this id. Throws a UserError that names the nearest ones when there is none. */
export function requireRule<R extends Named>(all: readonly R[], id: string): R {
  const found = all.find((rule) => rule.id === id);
  if (found !== undefined) return found;
  const near = nearest(
    id,
    all.map((rule) => rule.id),
  );
  const help = near.length === 0 ? "" : `Did you mean ${near.map((name) => `\`${name}\``).join(" or ")}? `;
  throw new UserError(`There is no rule \`${id}\`.`, `${help}\`mcp-audit rules\` lists them all.`);
}
