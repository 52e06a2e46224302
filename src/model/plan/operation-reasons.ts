/** Why most operations are there. */
export const OPERATION_REASON = {
  create: 'the tenant has no such resource',
  update: 'the tenant says otherwise',
  link: 'declared and not in the tenant',
  unlink: 'in the tenant and not in the declared list',
} as const;
