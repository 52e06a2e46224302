import { expect, it } from 'vitest';
import { planChanges } from '../../src/planner/plan-changes.ts';
import { viewDefinition } from '../../src/posture/view/view-definition.ts';
import { viewPlan } from '../../src/posture/view/view-plan.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { createDefinition, createLiveResource, createSnapshot, declareResource } from '../support/tenant-builders.ts';

function view(definition: ReturnType<typeof createDefinition>, snapshot: ReturnType<typeof createSnapshot>) {
  const plan = planChanges({ definition, snapshot, catalogue: CATALOGUE, tool: 'test' });
  if (!plan.ok) throw new Error(JSON.stringify(plan.error));
  const { before, after } = viewPlan({ definition, snapshot, catalogue: CATALOGUE, plan: plan.value });
  const find = (side: typeof before, address: string) =>
    Object.values(side.types)
      .flat()
      .find((resource) => resource.address === address);
  return {
    plan: plan.value,
    before: (address: string) => find(before, address),
    after: (address: string) => find(after, address),
  };
}

const shop = {
  client_id: 'c1',
  name: 'Shop',
  callbacks: ['https://a.example/cb'],
  jwt_configuration: { alg: 'RS256', lifetime_in_seconds: 60 },
  client_secret: 'canary',
};

it('a plan is viewed as the tenant before it and after it: objects merged, lists replaced, null gone, defaults filled in', () => {
  const { before, after } = view(
    createDefinition([
      declareResource('clients', {
        name: 'Shop',
        callbacks: ['https://b.example/cb'],
        jwt_configuration: { lifetime_in_seconds: 90 },
        initiate_login_uri: null,
      }),
      declareResource('clients', { name: 'New', app_type: 'spa' }),
    ]),
    createSnapshot({
      clients: [createLiveResource('c1', { ...shop, initiate_login_uri: 'https://a.example/login' })],
    }),
  );
  expect(before('clients/Shop')?.fields).toMatchObject({ callbacks: ['https://a.example/cb'], client_secret: '(secret)' });
  expect(after('clients/Shop')?.fields).toMatchObject({
    callbacks: ['https://b.example/cb'],
    jwt_configuration: { alg: 'RS256', lifetime_in_seconds: 90 },
    oidc_conformant: false,
  });
  expect(after('clients/Shop')?.fields).not.toHaveProperty('initiate_login_uri');
  expect([after('clients/Shop')?.isNew, after('clients/New')?.isNew, before('clients/New')]).toEqual([false, true, undefined]);
});

it('what a plan leaves alone is the same object before and after', () => {
  const { before, after } = view(
    createDefinition([declareResource('clients', { name: 'Shop', callbacks: ['https://b.example/cb'] })]),
    createSnapshot({ clients: [createLiveResource('c1', shop), createLiveResource('c2', { client_id: 'c2', name: 'Other' })] }),
  );
  expect(after('clients/Other')).toBe(before('clients/Other'));
  expect(after('clients/Shop')).not.toBe(before('clients/Shop'));
});

it('a definition is viewed with its secrets masked, and without members that an expression must not see', () => {
  const definition = createDefinition([
    declareResource('clients', {
      name: 'Shop',
      client_secret: 'canary',
      client_metadata: JSON.parse('{"constructor":"x","__proto__":"y","a":"b"}'),
    }),
  ]);
  const [resource] = viewDefinition(definition, CATALOGUE).types.clients ?? [];
  expect(resource?.fields).toMatchObject({ client_secret: '(secret)', client_metadata: { a: 'b' } });
  expect(Object.keys(Object(resource?.fields.client_metadata))).toEqual(['a']);
});
