import type { ApiCall } from '../../engine/api-call.ts';
import { badRequest } from '../../http/refusal.ts';

/** Page templates and partials are for tenants with a custom domain, verified or not (recorded traffic; other tools' experience). */
export function requireCustomDomain(call: ApiCall): void {
  if (call.tenant.state.getCollection('custom-domains').size > 0) return;
  throw badRequest(
    'This feature requires at least one custom domain to be configured for the tenant.',
    'operation_not_supported',
  );
}
