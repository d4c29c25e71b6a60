import { describe, expect, it } from "vitest";
import { readDiff, unquote } from "../../src/changes/diff.js";

describe("readDiff", () => {
  it("reads what was added, changed and removed", () => {
    const text = `diff --git a/src/a.ts b/src/a.ts
index 1..2 100644
--- a/src/a.ts
+++ b/src/a.ts
@@ -3 +3,2 @@ function x() {
-old
+new
+newer
@@ -10,2 +11,0 @@
-gone
-+++ b/not-a-file
@@ -20,0 +20 @@
+diff --git a/fake b/fake
diff --git a/new.ts b/new.ts
new file mode 100644
--- /dev/null
+++ b/new.ts
@@ -0,0 +1 @@
+x
diff --git a/dead.ts b/dead.ts
deleted file mode 100644
--- a/dead.ts
+++ /dev/null
@@ -1 +0,0 @@
-x
diff --git a/with space.ts b/with space.ts
--- a/with space.ts\t
+++ b/with space.ts\t
@@ -1 +1 @@
-a
+b
diff --git a/same.ts b/moved.ts
similarity index 100%
rename from same.ts
rename to moved.ts
`;
    expect(readDiff(text)).toEqual([
      {
        path: "src/a.ts",
        isNew: false,
        lines: [
          [3, 4],
          [20, 20],
        ],
        removedAfter: [4, 11],
      },
      { path: "new.ts", isNew: true, lines: [[1, 1]], removedAfter: [] },
      { path: "with space.ts", isNew: false, lines: [[1, 1]], removedAfter: [1] },
    ]);
  });

  it("reads names in quotes", () => {
    expect(unquote('"b/\\303\\244 \\"q\\" \\\\ \\t.ts"')).toBe('b/ä "q" \\ \t.ts');
  });
});
