import { forbidden } from '../http/refusal.ts';

/** Throws a 403 unless one of the accepted scopes was granted. The message lists them, as the API's does (recorded traffic). */
export function requireAnyScope(granted: ReadonlySet<string>, accepted: readonly string[]): void {
  if (accepted.length === 0 || accepted.some((scope) => granted.has(scope))) return;
  throw forbidden(`Insufficient scope, expected any of: ${accepted.join(',')}`, 'insufficient_scope');
}
