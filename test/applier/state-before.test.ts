import { expect, it } from 'vitest';
import { MemoryJournal } from '../support/restore-definition.ts';
import { createDefinition } from '../support/tenant-builders.ts';
import { expectAllDone, setUpTenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline({
  scopes: ['read:organizations', 'delete:organizations', 'create:organizations', 'read:organization_connections'],
});

it('relations of what is deleted are saved as far as the token sees them, and are no reason to refuse', async () => {
  const at = tenant();
  await at.api.send({ method: 'POST', path: '/organizations', body: { name: 'goes' } });
  const all = { kind: 'share', percent: 100 } as const;
  const definition = createDefinition([], { prune: ['organizations'], limits: { delete: all, update: all } }, ['organizations']);
  const memory = new MemoryJournal();
  const plan = await at.plan(definition);
  const from = at.listRequests().length;
  expectAllDone(await at.apply(plan, definition, { journal: memory }));
  expect(at.listRequests(from).filter(({ method }) => method === 'GET')).toHaveLength(plan.cost.reads);
  const saved = memory.state?.types.organizations;
  expect(saved?.status === 'read' && saved.resources.map(({ body, relations }) => [body.name, relations])).toEqual([
    ['goes', { connections: [] }],
  ]);
});
