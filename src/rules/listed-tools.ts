/** What lists of tools in JSON and manifests tell the model, in the form of what the code tells it. */
import type { ListedTool } from "../artifacts/types.js";
import type { Told } from "../server/texts.js";

/** The texts of listed tools that `known` does not hold already. */
export function toldByLists(tools: readonly ListedTool[], known: readonly Told[]): readonly Told[] {
  const said = new Set(known.map((told) => told.text));
  const out: Told[] = [];
  for (const { name, description, texts } of tools) {
    const owner = `tool \`${name?.text ?? "without a name"}\``;
    const add = (what: Told["what"], place: ListedTool["name"]): void => {
      if (place === undefined || said.has(place.text)) return;
      said.add(place.text);
      out.push({ owner, what, field: undefined, text: place.text, at: place.at });
    };
    add("name", name);
    add("description", description);
    for (const text of texts) add("schema", text);
  }
  return out;
}
