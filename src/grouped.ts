/** Things by a key of theirs, in the order in which they come; what has no key is left out. */
export function grouped<T, K>(all: readonly T[], key: (one: T) => K | undefined): Map<K, T[]> {
  const out = new Map<K, T[]>();
  for (const one of all) {
    const k = key(one);
    if (k === undefined) continue;
    const list = out.get(k);
    if (list === undefined) out.set(k, [one]);
    else list.push(one);
  }
  return out;
}
