import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { updateFiles } from '../../src/exporter/update/update-files.ts';
import { type Loaded, load } from '../../src/loader/load-definition.ts';
import type { DeclaredResource } from '../../src/model/definition/definition.ts';
import { getObjectMember } from '../../src/model/json/json-value.ts';
import { listChanges } from '../../src/model/plan/plan.ts';
import { planChanges } from '../../src/planner/plan-changes.ts';
import { renderProblemsText } from '../../src/reporter/text/problems/text-problem-list.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';

import { writeDefinitionYaml } from '../support/definition-yaml.ts';
import { DefinitionSequence, worldPair } from '../support/definitions/definition-sequence.ts';
import { getRunParameters } from '../support/run-parameters.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { readCollection } from '../support/tenant-dump.ts';
import { setUpTenantPipeline, type TenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();

async function loadFile(file: string): Promise<Loaded> {
  const outcome = await load({ files: [file], env: { HOME: 'home', KEY: 'key' } });
  if (!outcome.ok) throw new Error(`${renderProblemsText(outcome.error, { colour: false })}\n${readFileSync(file, 'utf8')}`);
  return outcome.value;
}

async function planFile(at: TenantPipeline, { definition }: Loaded) {
  const snapshot = await at.takeSnapshot(definition);
  const made = planChanges({ definition, snapshot, catalogue: CATALOGUE, tool: 'test' });
  return { snapshot, operations: made.ok ? listChanges(made.value) : [], problems: made.ok ? [] : made.error };
}

/** What a plan still says of resources of which nothing was left as it was written, and of links to others than those. */
function listDifferences(
  { operations, problems }: Awaited<ReturnType<typeof planFile>>,
  left: ReadonlySet<string>,
): readonly string[] {
  const about = problems.map(({ place, message }) => ({
    address: place?.kind === 'address' ? place.address : '',
    text: message,
  }));
  const changes = operations.map(({ address, id, changes }) => ({
    address,
    text: `${id} ${changes.map(({ path }) => path).join(' ')}`,
  }));
  const isLeft = ({ address, text }: { readonly address: string; readonly text: string }): boolean =>
    left.has(address) || [...left].some((other) => text.endsWith(`/${other.slice(other.indexOf('/') + 1)}`));
  return [...about, ...changes].filter((one) => !isLeft(one)).map(({ address, text }) => `${address}: ${text}`);
}

/** A file need not say what goes without saying. */
function omitImplied(resource: DeclaredResource): DeclaredResource {
  const { definitionDefaults: implied = {} } = CATALOGUE.get(resource.type) ?? {};
  const explicitFields = Object.entries(resource.fields).filter(([name, value]) => getObjectMember(implied, name) !== value);
  return { ...resource, fields: Object.fromEntries(explicitFields) };
}

/** Somebody changes code in the dashboard and does not deploy it. */
async function saveDrafts(at: TenantPipeline): Promise<void> {
  const person = at.emulator.asPerson({ name: 'Robin', email: 'robin@acme.test', user_id: 'auth0|robin' });
  for (const [state, path] of [
    ['actions', '/actions/actions'],
    ['action-modules', '/actions/modules'],
  ] as const) {
    for (const [id] of readCollection(at.emulator.dump(), state))
      await person.request('PATCH', `${path}/${id}`, { code: 'exports.draft = true;' });
  }
}

it('what is taken over from a tenant plans empty, but for what is told', async () => {
  await fc.assert(
    fc.asyncProperty(worldPair, fc.constantFrom(0, 3, 4, 5), fc.boolean(), async (worlds, flow, drafts) => {
      const at = tenant();
      at.emulator.reset();
      const sequence = new DefinitionSequence(at);
      const first = sequence.buildNext(worlds[0]);
      await at.applyDefinition(first);
      await at.applyDefinition(sequence.buildNext({ ...worlds[1], handsOff: [] }));
      if (drafts) await saveDrafts(at);
      const plain = {
        ...first,
        resources: first.resources.map(({ renamedFrom: _, pinnedId: __, ...one }) => omitImplied(one)),
        policy: { ...first.policy, prune: [] },
      };
      const file = join(
        createTemporaryFolder({ 'tenant.yaml': writeDefinitionYaml(plain, flow).replaceAll('@@KEY@@', '') }),
        'tenant.yaml',
      );
      const before = await loadFile(file);
      const { snapshot, operations, problems } = await planFile(at, before);
      expect(problems).toEqual([]);
      const updated = updateFiles({
        operations,
        snapshot,
        catalogue: CATALOGUE,
        findWritten: before.findWritten,
        canChangeFile: () => true,
      });
      for (const { path, content } of updated.files) writeFileSync(path, content);
      const left = new Set(updated.left.map(({ message }) => message.slice(0, message.lastIndexOf(': '))));
      const after = await planFile(at, await loadFile(file));
      expect(listDifferences(after, left)).toEqual([]);
    }),
    getRunParameters(25),
  );
});
