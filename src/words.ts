/** Numbers in sentences: what every message needs that counts something. Knows nothing else. */

/** "1 tool", "14 tools". */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
