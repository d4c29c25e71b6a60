/**
 * Words one of which stands in every match of a pattern, worked out from its syntax: what a cheap look for
 * words may rely on before the pattern itself is tried.
 */
import { type AST, RegExpParser } from "@eslint-community/regexpp";

/** Lower-case words of which a match must contain one; undefined where the pattern asks for no word. */
export function requiredWords(pattern: RegExp): readonly string[] | undefined {
  return ofAlternatives(
    new RegExpParser().parseLiteral(`/${pattern.source}/${pattern.flags}`).pattern.alternatives,
  );
}

type Words = readonly string[] | undefined;

function ofAlternatives(alternatives: readonly AST.Alternative[]): Words {
  const all = alternatives.map(({ elements }) => ofSequence(elements));
  return all.includes(undefined) ? undefined : [...new Set(all.flatMap((words) => words ?? []))];
}

/** The best of what the elements ask for: long words first, then few. */
function ofSequence(elements: readonly AST.Element[]): Words {
  const found: (readonly string[])[] = [];
  let run = "";
  const end = () => {
    if (run.length > 1) found.push([run]);
    run = "";
  };
  for (const element of elements) {
    const char = literal(element);
    if (char !== undefined) run += char;
    else {
      end();
      const words = ofElement(element);
      if (words !== undefined && words.length > 0) found.push(words);
    }
  }
  end();
  return found.sort((a, b) => weight(b) - weight(a))[0];
}

const weight = (words: readonly string[]): number =>
  Math.min(4, ...words.map((word) => word.length)) * 100 - words.length;

function literal(element: AST.Element): string | undefined {
  return element.type === "Character" ? String.fromCodePoint(element.value).toLowerCase() : undefined;
}

function ofElement(element: AST.Element): Words {
  switch (element.type) {
    case "Group":
    case "CapturingGroup":
      return ofAlternatives(element.alternatives);
    case "Quantifier":
      return element.min === 0 ? undefined : ofSequence([element.element]);
    default:
      return undefined;
  }
}
