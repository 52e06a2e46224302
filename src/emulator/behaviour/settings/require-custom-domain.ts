import type { ApiCall } from '../../engine/api-call.ts';
import { badRequest } from '../../http/refusal.ts';

/** Requires a custom domain, verified or not, as page templates and partials do (recorded traffic, other tools). */
export function requireCustomDomain(call: ApiCall): void {
  if (call.tenant.state.getCollection('custom-domains').size > 0) return;
  throw badRequest(
    'This feature requires at least one custom domain to be configured for the tenant.',
    'operation_not_supported',
  );
}
