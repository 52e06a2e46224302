import { describe, expect, it } from 'vitest';
import { EMULATED_ENDPOINTS } from '../../../src/emulator/emulated-endpoints.ts';
import { KNOWN_OPERATIONS } from '../../../src/emulator/facts/known-operations.ts';
import type { JsonObject } from '../../../src/model/json/json-value.ts';
import { startTenant } from '../test-tenant.ts';

const OPERATIONS: readonly (readonly [method: string, path: string])[] = [
  ...KNOWN_OPERATIONS,
  ...EMULATED_ENDPOINTS.flatMap(({ routes }) => routes.map(({ method, path }) => [method, path] as const)),
];

/** How a subscription, a tenant or a proxy may refuse one endpoint. */
const REFUSALS: readonly { readonly status: number; readonly body: JsonObject }[] = [
  { status: 402, body: { statusCode: 402, error: 'Payment Required', message: 'Not in your plan.' } },
  { status: 403, body: { statusCode: 403, error: 'Forbidden', message: 'Call your account manager.' } },
  { status: 403, body: { statusCode: 403, error: 'Forbidden', message: 'Upgrade.', errorCode: 'insufficient_entitlement' } },
  { status: 404, body: { statusCode: 404, error: 'Not Found', message: 'Not Found' } },
  { status: 400, body: { statusCode: 400, error: 'Bad Request', message: 'Off.', errorCode: 'feature_not_enabled' } },
];

describe('a fault', () => {
  it('can refuse any one endpoint of the API, named as in its reference', async () => {
    const { emulator, call } = await startTenant();
    const missed: string[] = [];
    for (const [index, [method, path]] of OPERATIONS.entries()) {
      const refusal = REFUSALS[index % REFUSALS.length] ?? { status: 402, body: {} };
      emulator.setFaults([{ method, path, fault: refusal }]);
      const { status, body } = await call(method, path.replaceAll(/\{[^}]*\}/g, 'x1'));
      if (status !== refusal.status || JSON.stringify(body) !== JSON.stringify(refusal.body)) missed.push(`${method} ${path}`);
    }
    expect(missed).toEqual([]);
  });

  it('names parameters as it likes, and leaves the neighbors alone', async () => {
    const { emulator, call, get } = await startTenant();
    emulator.setFaults([
      { method: 'GET', path: '/organizations/{any}/clients', fault: { status: 402 } },
      { method: 'GET', path: '/custom-domains/{domain}', fault: { status: 403 } },
    ]);
    expect((await get('/organizations/org_1/clients')).status).toBe(402);
    expect((await get('/custom-domains/cd_1')).status).toBe(403);
    expect((await get('/custom-domains/default')).status).toBe(200);
    expect((await get('/organizations')).status).toBe(200);
    expect((await call('POST', '/organizations/org_1/clients', {})).status).not.toBe(402);
  });
});
