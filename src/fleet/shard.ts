/**
 * Which machine audits which target. It hangs on the text of the target alone, never on its place in the list:
 * a list that grows moves no other target, and machines with the same list need not talk to each other.
 */
import { createHash } from "node:crypto";

/** Part `index` of `count`, counted from one. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

const MOST_SHARDS = 100_000;

/** Reads "2/8"; undefined when it is none. */
export function parseShard(text: string): Shard | undefined {
  const [, index = "", count = ""] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  return shard.index >= 1 && shard.index <= shard.count && shard.count <= MOST_SHARDS ? shard : undefined;
}

/** Is the target one of this shard's? Each target is in exactly one of `count`. */
export function isInShard(target: string, { index, count }: Shard): boolean {
  const hash = createHash("sha256").update(target).digest();
  return hash.readUIntBE(0, 6) % count === index - 1;
}
