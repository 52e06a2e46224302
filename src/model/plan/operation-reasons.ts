/** Default reasons (`why`) of operations. Reports omit them where the action already says as much. */
export const OPERATION_REASON = {
  create: 'the tenant has no such resource',
  update: 'value differs in the tenant',
  link: 'declared but not in the tenant',
  unlink: 'removed: not in your list',
} as const;
