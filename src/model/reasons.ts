/** Why most operations are there. Reports that show the changes themselves leave these out; every other reason is worth reading. */
export const PLAIN_REASON = {
  create: 'the tenant has no such resource',
  update: 'the tenant says otherwise',
  link: 'declared and not in the tenant',
  unlink: 'in the tenant and not in the declared list',
} as const;

const plain: ReadonlySet<string> = new Set(Object.values(PLAIN_REASON));

export const isPlainReason = (why: string): boolean => plain.has(why);
