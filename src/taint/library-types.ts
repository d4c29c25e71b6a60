/** What models say a call or a property gives: a thing of a library, or a list of such things. */
import type { Frame, Machine } from "./machine.js";
import type { Site } from "./site.js";
import { reference, type Value } from "./values.js";

const LIST = "[]";

/** The value for what a row names ("puppeteer.Page()", or "puppeteer.Page()[]" for a list of them). */
export function libraryType(m: Machine, { module }: Frame, named: string, site: Site): Value {
  const models = m.model(module.language);
  if (!named.endsWith(LIST)) return reference(m.ext(models.canonical(named)));
  const list = m.heap.data("array", site, `t${named}`);
  m.heap.write(list, "*", reference(m.ext(models.canonical(named.slice(0, -LIST.length)))));
  return reference(list);
}
