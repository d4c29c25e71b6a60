/** What is used of npm's own reader of settings, which ships no types. */
declare module "@npmcli/config" {
  // biome-ignore lint/style/noDefaultExport: it is how the package exports it
  export default class Config {
    constructor(options: Record<string, unknown>);
    readonly flat: Record<string, unknown>;
    load(): Promise<void>;
    loadProjectConfig(): Promise<void>;
  }
}
declare module "@npmcli/config/lib/definitions/index.js" {
  export const definitions: unknown;
  export const flatten: unknown;
  export const nerfDarts: unknown;
  export const shorthands: unknown;
}
