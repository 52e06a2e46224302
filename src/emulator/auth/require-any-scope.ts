import { forbidden } from '../http/refusal.ts';

/** The message lists what would have sufficed, so that a tool can show it as it is (seen in recorded traffic). */
export function requireAnyScope(granted: ReadonlySet<string>, accepted: readonly string[]): void {
  if (accepted.length === 0 || accepted.some((scope) => granted.has(scope))) return;
  throw forbidden(`Insufficient scope, expected any of: ${accepted.join(',')}`, 'insufficient_scope');
}
