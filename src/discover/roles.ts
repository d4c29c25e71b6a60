/**
 * What a file is for, judged by its path: a source, a manifest, or something that is no part of the
 * server (tests, fixtures, documentation, examples, build configuration, assets of third parties).
 *
 * Judged by whole folder names and file suffixes, never by a substring: `tools/test-connection.ts` and
 * `latest/` are product code. A file left out here still comes back when audited code imports it.
 */

const TEST_FOLDERS = new Set([
  "test",
  "tests",
  "__tests__",
  "__test__",
  "__mocks__",
  "__snapshots__",
  "__fixtures__",
  "spec",
  "specs",
  "e2e",
  "e2e-tests",
  "integration-tests",
  "fixtures",
  "test-fixtures",
  "testdata",
  "test-data",
  "test_data",
  "test-utils",
  "cypress",
  "benchmark",
  "benchmarks",
  "evals",
]);

const DOC_FOLDERS = new Set([
  "docs",
  "doc",
  "documentation",
  "examples",
  "example",
  "samples",
  "sample",
  "demos",
  "demo",
  "tutorials",
  "storybook",
  "stories",
  ".storybook",
  ".vitepress",
  ".vuepress",
]);

/** Inside one of these, a folder called `docs` or `examples` is more likely a feature than documentation. */
const PRODUCT_FOLDERS = new Set(["src", "app", "server", "tools", "api"]);

const VENDOR_FOLDERS = new Set(["vendor", "vendored", "third_party", "third-party", "thirdparty"]);
/** Folders that hold what a browser loads. */
const ASSET_FOLDERS = new Set(["public", "static", "assets", "www", "wwwroot"]);

const TEST_FILE =
  /(?:[.](?:test|tests|spec|e2e|e2e-spec|stories|story|bench|benchmark|mock|mocks|cy)[.][cm]?[jt]sx?|_test[.]py)$|^(?:test_[^/]*[.]py|conftest[.]py)$/i;
const BUILD_CONFIG =
  /^[.]?(?:vite|vitest|jest|rollup|webpack|tsup|tsdown|rspack|rsbuild|esbuild|eslint|babel|next|nuxt|astro|svelte|tailwind|postcss|playwright|prettier|commitlint|metro|karma|knip|stylelint|lint-staged|release|semantic-release|drizzle|orval|size-limit|typedoc|changelogen|unbuild|build)[.](?:config|setup|workspace|conf)(?:[.][\w-]+)*[.][cm]?[jt]s$|^(?:gulpfile|gruntfile)[.][cm]?[jt]s$|^[.](?:eslintrc|prettierrc|babelrc|lintstagedrc|commitlintrc|mocharc)[.][cm]?js$/i;
const MINIFIED_NAME = /[.-]min[.][cm]?js$/i;

/** What a bundler emits for a browser: a content hash in the name. */
const HASHED_NAME = /[-.](?=[\w-]*[A-Z0-9_])[\w-]{8,12}[.]m?js$/;

const MANIFEST =
  /^(?:package[.]json|tsconfig(?:[.-][\w.-]+)?[.]json|jsconfig[.]json|deno[.]jsonc?|pnpm-workspace[.]yaml|lerna[.]json|pyproject[.]toml|setup[.]cfg|pipfile|requirements[\w.-]*[.]txt|server[.]json|manifest[.]json|smithery[.]yaml)$/i;

export type LeftOut = "test" | "documentation" | "build configuration" | "third-party asset";

/** Why the file at this root-relative path is left out of an audit, or undefined when it belongs to it. */
export function leftOutRole(path: string): LeftOut | undefined {
  const segments = path.split("/");
  const name = segments.pop() ?? "";
  let product = false;
  for (const segment of segments) {
    const lower = segment.toLowerCase();
    if (TEST_FOLDERS.has(lower)) return "test";
    if (DOC_FOLDERS.has(lower) && !product) return "documentation";
    if (VENDOR_FOLDERS.has(lower)) return "third-party asset";
    product ||= PRODUCT_FOLDERS.has(lower);
  }
  if (TEST_FILE.test(name)) return "test";
  if (BUILD_CONFIG.test(name)) return "build configuration";
  if (MINIFIED_NAME.test(name)) return "third-party asset";
  if (HASHED_NAME.test(name) && isInAssetFolder(path)) return "third-party asset";
  return undefined;
}

/** True for a file in a folder whose content goes to a browser. */
export function isInAssetFolder(path: string): boolean {
  return path
    .split("/")
    .slice(0, -1)
    .some((segment) => ASSET_FOLDERS.has(segment.toLowerCase()));
}

/** True for the names of the manifests that front ends and rules read. */
export function isManifest(name: string): boolean {
  return MANIFEST.test(name);
}

/** True for type declarations: they hold no code. */
export function isDeclaration(name: string): boolean {
  return /[.]d(?:[.][\w-]+)?[.][cm]?ts$/i.test(name);
}
