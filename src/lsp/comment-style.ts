/** How a comment on a line of its own is written in a file, by its name; undefined where none can be. */
export function commentIn(path: string): ((text: string) => string) | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (/[.](?:[cm]?[jt]sx?|jsonc)$/i.test(name)) return (text) => `// ${text}`;
  if (
    /[.](?:py[iw]?|ya?ml|toml|env|sh|bash|properties|ini|cfg|conf|tfvars)$|^[.]env|^requirements/i.test(name)
  )
    return (text) => `# ${text}`;
  return /^(?:.*[.])?(?:dockerfile|containerfile)/i.test(name) ? (text) => `# ${text}` : undefined;
}
