import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { DeclaredResource } from '../../src/model/definition/definition.ts';
import { isObject } from '../../src/model/json/json-value.ts';
import { listChanges } from '../../src/model/plan/plan.ts';
import { getRunParameters } from '../support/run-parameters.ts';
import { createDefinition, declareResource } from '../support/tenant-builders.ts';
import { readCollection, readLinks } from '../support/tenant-dump.ts';
import { setUpTenantPipeline, type TenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();
const name = fc.constantFrom('App', 'Other', '*', 'a|b');

/** Clients that are there under few names, what is declared of some of them, and which of them a database is for. */
const scene = fc.record({
  clients: fc.array(
    fc.record({
      name,
      declared: fc.option(fc.record({ name, description: fc.constantFrom('one', 'two') }), { nil: undefined, freq: 3 }),
      enabled: fc.boolean(),
      enabledNow: fc.boolean(),
    }),
    { minLength: 2, maxLength: 5 },
  ),
  prune: fc.boolean(),
  relation: fc.boolean(),
});

async function createClient(at: TenantPipeline, body: { readonly name: string }): Promise<string> {
  const answer = await at.api.send({ method: 'POST', path: '/clients', body });
  const id = answer.ok && isObject(answer.value.body) ? answer.value.body.client_id : undefined;
  if (typeof id !== 'string') throw new Error('not made');
  return id;
}

it('clients of one name are never taken for each other', async () => {
  await fc.assert(
    fc.asyncProperty(scene, async ({ clients, prune, relation }) => {
      const at = tenant();
      at.emulator.reset();
      const all: ((typeof clients)[number] & { readonly id: string })[] = [];
      for (const client of clients) all.push({ ...client, id: await createClient(at, { name: client.name }) });
      const users = declareResource('connections', { name: 'users', strategy: 'auth0' });
      const enableClients = (ids: readonly string[]): DeclaredResource => ({ ...users, relations: { enabled_clients: ids } });
      await at.applyDefinition(createDefinition([enableClients(all.filter((one) => one.enabled).map(({ id }) => id))]));
      const stays = all.filter((one) => one.declared !== undefined || !prune);
      const expected = stays.filter((one) => one.enabledNow).map(({ id }) => id);
      const pinned = all.flatMap((one) =>
        one.declared === undefined
          ? []
          : [declareResource('clients', { ...one.declared, client_secret: `secret of ${one.id}` }, { pinnedId: one.id })],
      );
      const all100 = { kind: 'share', percent: 100 } as const;
      const definition = createDefinition(
        [...pinned, relation ? enableClients(expected) : users],
        { prune: prune ? ['clients'] : [], limits: { delete: all100, update: all100 } },
        ['clients'],
      );
      await at.applyDefinition(definition);
      expect(listChanges(await at.plan(definition))).toEqual([]);
      const now = new Map(readCollection(at.emulator.dump(), 'clients'));
      for (const one of all) {
        const live = now.get(one.id);
        const isGone = prune && one.declared === undefined;
        expect({ id: one.id, there: live !== undefined }).toEqual({ id: one.id, there: !isGone });
        if (one.declared) expect(live).toMatchObject({ ...one.declared, client_secret: `secret of ${one.id}` });
        else if (live) expect(live.name).toBe(one.name);
      }
      const owners = new Map(readCollection(at.emulator.dump(), 'connections').map(([id, value]) => [id, value.name]));
      const linked = readLinks(at.emulator.dump(), 'connection-clients').filter(([from]) => owners.get(from) === 'users');
      if (relation) expect(linked.map(([, to]) => to).sort()).toEqual([...expected].sort());
    }),
    getRunParameters(40),
  );
});
