/**
 * Options that take no value, by program: what stands behind one of them is an argument of its own, and is read as an
 * option where it begins with a dash. From the manuals of the programs; of a letter that means one thing in one
 * subcommand and takes a value in another, nothing is said.
 *
 *   docker run --rm IMAGE      IMAGE is an argument of its own
 *   docker run --name IMAGE    IMAGE is the value of an option
 */

/** Single letters, and long options without their dashes. */
interface Switches {
  readonly letters: string;
  readonly words?: readonly string[];
}

const PACKAGES: Switches = {
  letters: "gDEOSPfyw",
  words:
    "global save save-dev save-exact save-optional save-prod no-save production legacy-peer-deps dev".split(
      " ",
    ),
};
const CONTAINERS: Switches = {
  letters: "ditPaqf",
  words: "rm detach init privileged read-only tty publish-all no-trunc no-cache no-deps remove-orphans".split(
    " ",
  ),
};
const SEARCH: Switches = { letters: "rnilcvEFwxHhoqsRzLIPSu" };
const FILES: Switches = { letters: "rRfivdapnlhst" };

const SWITCHES: Readonly<Record<string, Switches>> = {
  git: {
    letters: "apqvfdDwkiuz",
    words: ["no-ff", "ff-only", "bare", "mirror", "single-branch", "amend", "allow-empty", "delete", "abort"],
  },
  docker: CONTAINERS,
  podman: CONTAINERS,
  npm: PACKAGES,
  pnpm: PACKAGES,
  yarn: PACKAGES,
  bun: PACKAGES,
  npx: { letters: "y" },
  pip: { letters: "Uqv", words: ["upgrade", "user", "pre", "force-reinstall", "no-cache-dir"] },
  pip3: { letters: "Uqv", words: ["upgrade", "user", "pre", "force-reinstall", "no-cache-dir"] },
  curl: {
    letters: "sSLkfviIgNGnjlaOJR46#",
    words: "show-error location insecure fail compressed head get globoff include remote-name".split(" "),
  },
  wget: { letters: "qcNSrkpm46", words: ["no-verbose", "continue", "no-check-certificate"] },
  kubectl: { letters: "AwitR", words: ["all-namespaces", "watch", "stdin", "tty", "show-labels"] },
  grep: SEARCH,
  rg: SEARCH,
  rm: FILES,
  cp: FILES,
  mv: FILES,
  ls: { letters: "laAhRtrSd1F" },
  mkdir: { letters: "pv" },
  du: { letters: "shack" },
  wc: { letters: "lwcm" },
  diff: { letters: "urqwbiN" },
  unzip: { letters: "oqltnj" },
  ssh: { letters: "tTvqnNAxXaC46fgk" },
  scp: { letters: "rpqCv3B46" },
  rsync: { letters: "avzrnuchPtq", words: ["archive", "delete", "compress", "progress"] },
  ffmpeg: { letters: "yn" },
  "yt-dlp": { letters: "xqvFjJgsU" },
  go: { letters: "vx" },
  cargo: { letters: "vqr", words: ["release"] },
  psql: { letters: "AtqXw" },
};

/** Is it an option of this program that takes no value? Several letters behind one dash are several options. */
export function isSwitch(program: string, word: string): boolean {
  const known = Object.hasOwn(SWITCHES, program) ? SWITCHES[program] : undefined;
  if (known === undefined) return false;
  if (word.startsWith("--")) return known.words?.includes(word.slice(2)) === true;
  return word.length > 1 && [...word.slice(1)].every((letter) => known.letters.includes(letter));
}
