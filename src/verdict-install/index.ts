/** Puts the answer together that somebody needs who is about to connect a server: see decide.ts and recipe.ts. */

import type { Fetched } from "../fetch/types.js";
import {
  type Ability,
  COMPUTED,
  type InstallVerdict,
  type PackageFacts,
} from "../findings/install-verdict.js";
import { abilitiesOf, isFree, listed } from "../findings/inventory-words.js";
import { clip, makeSafe } from "../findings/quote.js";
import { LOADED_UNREAD } from "../unread.js";
import { countOf } from "../words.js";
import { decide, type Judged } from "./decide.js";
import { recipesFor } from "./recipe.js";

const LONGEST = 200;

/** `nodeMajor`: major version of the Node that will run the server. */
export function judge(judged: Judged, nodeMajor: number): InstallVerdict {
  const { report, inventory, fetched } = judged;
  const { decision, reasons } = decide(judged);
  const names = report.server.entities.flatMap((entity) =>
    entity.kind === "tool" ? [entity.name ?? COMPUTED] : [],
  );
  return {
    target: safe(report.target),
    decision,
    reasons,
    facts: fetched === undefined ? undefined : factsOf(fetched),
    tools: names.map((name) => safe(name)),
    abilities: toldAbilities(judged),
    unseen: unseenOf(judged),
    recipes:
      fetched === undefined || decision === "avoid" || decision === "unclear"
        ? []
        : recipesFor(fetched, inventory, nodeMajor),
  };
}

function factsOf(fetched: Fetched): PackageFacts {
  const own = (text: string | undefined): string | undefined => (text === undefined ? undefined : safe(text));
  return {
    kind: fetched.spec.kind,
    name: own(fetched.name),
    version: own(fetched.version),
    integrity: safe(fetched.integrity),
    description: own(fetched.description),
    published: own(fetched.published),
    first: own(fetched.history?.first),
    versions: fetched.history?.versions,
    publishers: fetched.publishers.slice(0, 5).map(safe),
    author: own(fetched.author),
    latest: fetched.history?.latest === fetched.version ? undefined : own(fetched.history?.latest),
    license: /^see /i.test(fetched.license ?? "") ? undefined : own(fetched.license),
    repository: own(fetched.repository)
      ?.replace(/^git\+/, "")
      .replace(/\.git$/, ""),
    ...(fetched.provenance === undefined
      ? {}
      : {
          provenance: {
            signature: fetched.provenance.signature,
            attestations: fetched.provenance.attestations.slice(0, 5).map(safe),
          },
        }),
    installScripts: fetched.installScripts.map(({ name, command }) => ({
      name: safe(name),
      command: safe(command),
    })),
  };
}

/** What all tools can do, each ability told once; free ones first. Variables are told with the recipe. */
function toldAbilities({ inventory }: Judged): Ability[] {
  const items = [
    ...inventory.tools.flatMap(({ name, items }) =>
      items.map((item) => ({ ...item, tool: name ?? COMPUTED })),
    ),
    ...inventory.startup.map((item) => ({ ...item, tool: "" })),
  ].filter((item) => item.kind !== "environment" || item.subject === "");
  return [...abilitiesOf(items)]
    .map(([text, group]) => {
      const tools = [...new Set(group.map(({ tool }) => tool))];
      return { text, free: group.some(isFree), tools: tools.includes("") ? [] : tools.map(safe) };
    })
    .sort((a, b) => Number(b.free) - Number(a.free));
}

function unseenOf(judged: Judged): string[] {
  const { report, fetched, inventory } = judged;
  const out = (fetched?.notes ?? [])
    .filter((note) => note.weight === "gap")
    .map((note) => makeSafe(note.text));
  const computed = (["tool", "resource", "prompt"] as const).flatMap((kind) => {
    const count = report.server.entities.filter(
      (each) => each.kind === kind && each.name === undefined,
    ).length;
    return count === 0 ? [] : [{ count, text: countOf(count, kind) }];
  });
  if (computed.length > 0) {
    const one = computed.length === 1 && computed[0]?.count === 1;
    out.push(
      `The ${one ? "name" : "names"} of ${listed(computed.map(({ text }) => text))} ${one ? "is" : "are"} put together at run time, so ${one ? "it is" : "they are"} not known.`,
    );
  }
  const opaque = report.server.entities.filter((entity) => entity.handler === undefined).length;
  if (opaque > 0)
    out.push(
      `The code behind ${opaque === 1 ? "1 entry" : `${opaque} entries`} was not found, so what ${opaque === 1 ? "it does" : "they do"} is not known.`,
    );
  for (const note of report.notes)
    if (note.kind === "failed" || note.kind === "partial" || note.message.startsWith(LOADED_UNREAD))
      out.push(sentence(note.path, note.message));
  for (const note of fetched?.notes ?? [])
    if (note.weight === "info" && /^Its tools are those of|as is attested/.test(note.text))
      out.unshift(makeSafe(note.text));
  const { unknown, unfollowed } = inventory;
  for (const { ability, modules } of unfollowed)
    if (ability !== "server")
      out.push(
        `It loads ${listed(modules)}, ${FOR[ability]}; where it does so was not found, so this is missing above.`,
      );
  if (unknown.length > 0)
    out.push(
      `What it does through ${unknown.length > 3 ? `${unknown.slice(0, 3).join(", ")} and ${countOf(unknown.length - 3, "more package")}` : listed(unknown)} is not known here.`,
    );
  const next = elsewhere(judged);
  if (next !== undefined) out.push(`Its tools may be in ${next}: \`mcp-audit npm:${next}\` looks there.`);
  const asked = report.notes.find(({ message }) => message.includes("known vulnerabilities of dependencies"));
  if (asked !== undefined) out.push(sentence(asked.path, asked.message));
  out.push("What its dependencies do by themselves was not looked at.");
  return out;
}

/** The package of npm that likely holds the server, where this one has no tool: the first it calls of those nobody models. */
function elsewhere({ report, inventory, fetched }: Judged): string | undefined {
  const { entities, dynamic } = report.server;
  // A module of Python is seldom called as the package it comes in.
  return fetched?.spec.kind === "npm" && entities.length + dynamic.length === 0
    ? inventory.unknown[0]
    : undefined;
}

const FOR = {
  program: "by which programs are started",
  network: "by which hosts are contacted",
  file: "by which files are read and written",
} as const;

function sentence(path: string, message: string): string {
  const text = message.replace(/[.]?$/, ".");
  return path === "" || path === "." ? text.charAt(0).toUpperCase() + text.slice(1) : `${path}: ${text}`;
}

const safe = (text: string): string => clip(makeSafe(text), LONGEST);
