/** Folders whose tests each take a command, a server or a whole tenant, and which part of each file's tests `npm test` runs. */
export const SAMPLED_FOLDERS: Readonly<Record<string, number>> = {
  action: 1 / 4,
  applier: 1 / 2,
  docs: 1 / 2,
  e2e: 1 / 5,
  laws: 1 / 3,
  'management-api': 1 / 2,
  resources: 1 / 3,
};

/** Of `e2e/who.test.ts` the share of `e2e`; 1 for a folder that `npm test` runs whole. */
export const findShare = (path: string): number => SAMPLED_FOLDERS[path.split('/')[0] ?? ''] ?? 1;
