/**
 * Audits the folders of a workspace: one at a time, again when something was saved while it ran, and not for
 * every file of a branch that is being checked out.
 */
import type { Report } from "../findings/types.js";

const WAIT = 300;

export interface FolderAudits {
  /** Audits a folder soon. */
  schedule(folder: string): void;
  /** Forgets a folder. */
  drop(folder: string): void;
  /** The last report on a folder. */
  reportOn(folder: string): Report | undefined;
  /** The innermost folder that holds a path. */
  folderOf(path: string): string | undefined;
}

export interface FolderHooks {
  readonly audit: (folder: string) => Promise<Report>;
  /** Told of each report, with the one before. */
  readonly onReport: (folder: string, report: Report | undefined, before: Report | undefined) => void;
  readonly onError: (folder: string, error: unknown) => void;
}

/** Keeps the audits of folders up to date. */
export function createFolderAudits({ audit, onReport, onError }: FolderHooks, wait = WAIT): FolderAudits {
  const folders = new Map<string, { report?: Report; timer?: NodeJS.Timeout; dirty: boolean }>();
  let running: Promise<void> = Promise.resolve();

  async function run(folder: string): Promise<void> {
    const state = folders.get(folder);
    if (state === undefined || !state.dirty) return;
    state.dirty = false;
    try {
      const report = await audit(folder);
      // The folder may have been closed meanwhile.
      if (!folders.has(folder)) return;
      const before = state.report;
      state.report = report;
      onReport(folder, report, before);
    } catch (error) {
      onError(folder, error);
    }
  }

  return {
    schedule(folder) {
      const state = folders.get(folder) ?? { dirty: false };
      folders.set(folder, state);
      state.dirty = true;
      clearTimeout(state.timer);
      state.timer = setTimeout(() => {
        running = running.then(() => run(folder));
      }, wait);
    },
    drop(folder) {
      const state = folders.get(folder);
      clearTimeout(state?.timer);
      folders.delete(folder);
      onReport(folder, undefined, state?.report);
    },
    reportOn: (folder) => folders.get(folder)?.report,
    folderOf(path) {
      const holding = [...folders.keys()].filter(
        (folder) =>
          path === folder ||
          path.startsWith(folder.endsWith("/") || folder.endsWith("\\") ? folder : `${folder}/`) ||
          path.startsWith(`${folder}\\`),
      );
      return holding.sort((a, b) => b.length - a.length)[0];
    },
  };
}
