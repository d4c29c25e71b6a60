/** What a SARIF log says, reduced to what scoring needs; works on any scanner's log. */

/** Lines between a finding and the known place that still count as the same place. */
const slack = 3;

/** CWE numbers by which a finding counts as one of a class; different tools file the same thing differently. */
const families = {
  "argument-injection": [77, 78, 88],
  "code-injection": [94, 95, 96, 913, 1336],
  "command-injection": [77, 78, 88],
  "dns-rebinding": [306, 346, 350, 942, 1385],
  deserialization: [502],
  "info-leak": [200, 201, 209, 497, 526, 532, 538, 598],
  malicious: [200, 201, 494, 506, 507, 829],
  "missing-auth": [285, 287, 306, 862, 1327],
  "path-traversal": [22, 23, 36, 41, 59, 73],
  "prefix-check": [22, 23, 41, 59, 73, 187],
  secret: [259, 312, 321, 522, 540, 798],
  "sql-injection": [89, 943],
  ssrf: [918],
  symlink: [22, 59, 61, 73],
  "tool-poisoning": [74, 77, 94, 506, 1007, 1427],
  xss: [79, 80, 116],
};

/** Findings of a log: level, CWE numbers, and every place given as primary or related location. */
export function readFindings(log) {
  return log.runs.flatMap((run) => {
    const components = [run.tool.driver, ...(run.tool.extensions ?? [])];
    const rules = new Map(components.flatMap((part) => part.rules ?? []).map((rule) => [rule.id, rule]));
    return (run.results ?? [])
      .filter((result) => !result.suppressions?.length)
      .map((result) => {
        const rule = rules.get(result.ruleId) ?? {};
        const words = JSON.stringify([
          rule.id,
          rule.properties,
          rule.relationships,
          result.properties,
          result.taxa,
        ]);
        return {
          rule: result.ruleId,
          level: result.level ?? rule.defaultConfiguration?.level ?? "warning",
          cwes: [...words.matchAll(/cwe[-_/ :"id]*?0*(\d{1,4})/gi)].map((match) => Number(match[1])),
          places: [...(result.locations ?? []), ...(result.relatedLocations ?? [])].map(placeOf),
        };
      });
  });
}

/** Whether a maintainer would see it: notes do not count. */
export function isLoud(finding) {
  return finding.level === "error" || finding.level === "warning";
}

/** Whether the finding names the weakness of the entry. */
export function isOfClass(finding, entry) {
  const wanted = [...(families[entry.class] ?? []), ...entry.cwe];
  return finding.cwes.some((cwe) => wanted.includes(cwe));
}

/** Whether the finding is at a known place, give or take some lines. */
export function isAt(finding, site, lines = slack) {
  return finding.places.some(
    (place) =>
      (place.path === site.file || place.path.endsWith(`/${site.file}`)) &&
      place.start > 0 &&
      site.line >= place.start - lines &&
      site.line <= place.end + lines,
  );
}

function placeOf(location) {
  const { artifactLocation, region } = location.physicalLocation ?? {};
  const start = region?.startLine ?? 0;
  const path = decodeURIComponent(artifactLocation?.uri ?? "").replace(/^\.\//, "");
  return { path, start, end: region?.endLine ?? start };
}
