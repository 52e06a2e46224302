import { expect, it } from 'vitest';
import { emulatedForFile, expectDone } from '../support/emulated.ts';
import { Memory } from '../support/returning.ts';
import { definitionOf } from '../support/tenants.ts';

const tenant = emulatedForFile({
  scopes: ['read:organizations', 'delete:organizations', 'create:organizations', 'read:organization_connections'],
});

it('relations of what is deleted are saved as far as the token sees them, and are no reason to refuse', async () => {
  const at = tenant();
  await at.api.send({ method: 'POST', path: '/organizations', body: { name: 'goes' } });
  const all = { kind: 'share', percent: 100 } as const;
  const definition = definitionOf([], { prune: ['organizations'], limits: { delete: all, update: all } }, ['organizations']);
  const memory = new Memory();
  const plan = await at.plan(definition);
  const from = at.requests().length;
  expectDone(await at.apply(plan, definition, { journal: memory }));
  expect(at.requests(from).filter(({ method }) => method === 'GET')).toHaveLength(plan.cost.reads);
  const saved = memory.state?.types.organizations;
  expect(saved?.status === 'read' && saved.resources.map(({ body, relations }) => [body.name, relations])).toEqual([
    ['goes', { connections: [] }],
  ]);
});
