/**
 * Bounds on what one scan reads. A tree may be hostile: each bound that is met is said in a note.
 *
 * The figures come from measured servers: the median file has 112 lines, the largest hand-written one
 * 12,000; parsing costs about 0.3 s and 45 MB of memory for each MB of source.
 */

const MIB = 1024 * 1024;

/** Largest ordinary source file. */
export const MAX_FILE_BYTES = 2 * MIB;
/** Largest file that a package, plugin or configuration names as what is run: published servers are often one bundle. */
export const MAX_ENTRY_BYTES = 8 * MIB;
/** Largest manifest (package.json, tsconfig.json, pyproject.toml). */
export const MAX_MANIFEST_BYTES = MIB;
/** Largest lock file. */
export const MAX_LOCK_BYTES = 8 * MIB;
/** Most files besides code that one scan reads, and most bytes of them. */
export const MAX_ARTIFACTS = 1500;
export const MAX_ARTIFACT_BYTES = 24 * MIB;
/** Largest source map. */
export const MAX_MAP_BYTES = 32 * MIB;
/** Longest line of a file that is no entry; longer ones are data, not code. */
export const MAX_LINE_CHARS = 1_000_000;
/** Most source files in one scan. */
export const MAX_FILES = 20_000;
/** Most source bytes in one scan. */
export const MAX_TOTAL_BYTES = 512 * MIB;
/** Most directory entries looked at in one scan. */
export const MAX_ENTRIES = 2_000_000;
/** Deepest folder. */
export const MAX_DEPTH = 64;
