/** The names that were probably meant by one that does not exist. */

/** Up to three ids that share most letter pairs with what was typed. */
export function nearest(typed: string, ids: readonly string[]): string[] {
  const wanted = pairs(typed.toLowerCase());
  return ids
    .map((id) => {
      const own = pairs(id);
      const shared = [...wanted].filter((pair) => own.has(pair)).length;
      return { id, score: (2 * shared) / (wanted.size + own.size || 1) };
    })
    .filter((candidate) => candidate.score >= 0.4)
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .slice(0, 3)
    .map((candidate) => candidate.id);
}

function pairs(text: string): Set<string> {
  const out = new Set<string>();
  for (let i = 0; i + 1 < text.length; i++) out.add(text.slice(i, i + 2));
  return out;
}
