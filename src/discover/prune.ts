/**
 * Folders that are never entered: installed packages, version control, virtual environments, caches.
 *
 * Only names that tools reserve for themselves are listed. An unknown folder is entered even when it
 * is hidden: a scanner that skips every dot folder tells an attacker where to put the code.
 */

const PRUNED = new Set([
  // installed packages
  "node_modules",
  "bower_components",
  "jspm_packages",
  "site-packages",
  "dist-packages",
  ".pnpm-store",
  ".yarn",
  "__pypackages__",
  ".eggs",
  // version control
  ".git",
  ".hg",
  ".svn",
  ".jj",
  // virtual environments by their usual names; others are known by their pyvenv.cfg
  ".venv",
  "virtualenv",
  ".virtualenv",
  ".conda",
  // caches of tools
  "__pycache__",
  ".tox",
  ".nox",
  ".mypy_cache",
  ".pytest_cache",
  ".ruff_cache",
  ".pytype",
  ".hypothesis",
  ".ipynb_checkpoints",
  ".cache",
  ".parcel-cache",
  ".turbo",
  ".nx",
  ".npm",
  ".eslintcache",
  ".rpt2_cache",
  ".gradle",
  // build caches that repeat the sources
  ".next",
  ".nuxt",
  ".svelte-kit",
  ".angular",
  ".astro",
  ".docusaurus",
  ".wrangler",
  ".vercel",
  ".netlify",
  ".serverless",
  ".aws-sam",
  "cdk.out",
  // reports of test runs
  "coverage",
  "htmlcov",
  ".nyc_output",
  "lcov-report",
]);

/** True when a folder of this name is not worth entering. */
export function isPruned(name: string): boolean {
  return PRUNED.has(name) || name.endsWith(".egg-info") || name.endsWith(".dist-info");
}

/** True when the names in a folder show that it is a Python virtual environment. */
export function isVirtualEnvironment(names: readonly string[]): boolean {
  return names.includes("pyvenv.cfg");
}
