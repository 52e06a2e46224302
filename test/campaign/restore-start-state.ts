import { applyPlan } from '../../src/applier/apply-plan.ts';
import { listChanges } from '../../src/model/plan/plan.ts';
import { getLiveResources, type Snapshot } from '../../src/model/snapshot.ts';
import { planChanges } from '../../src/planner/plan-changes.ts';
import { buildDefinitionFromState } from '../../src/planner/restore/definition-from-state.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import type { FaultyTenant } from './faulty-tenant.ts';
import { describeDifference, type ObservedState, readState } from './observed-state.ts';

/** Makes the tenant what it was before a case; tells what did not go back. */
export async function restoreStartState(
  place: FaultyTenant,
  before: ObservedState,
  types: readonly string[],
  files: readonly string[],
): Promise<string | undefined> {
  const now = await readState(place, types, files, '');
  if (now.text === before.text && now.names.join() === before.names.join()) return undefined;
  const failed = await applyRestore(place, keepTypes(before.snapshot, types), now.snapshot);
  const after = await readState(place, types, files, '');
  const difference =
    describeDifference(before.text, after.text) ?? describeDifference(before.names.join('\n'), after.names.join('\n'));
  return difference === undefined ? undefined : `not put back: ${difference}${failed}`;
}

async function applyRestore(place: FaultyTenant, before: Snapshot, now: Snapshot): Promise<string> {
  const definition = buildDefinitionFromState({
    before,
    now,
    goes: findNewIds(before, now),
    file: 'before.json',
    catalogue: CATALOGUE,
  });
  const plan = planChanges({ definition, snapshot: now, catalogue: CATALOGUE, tool: 'campaign', allow: ['user-loss'] });
  if (!plan.ok) return `, ${JSON.stringify(plan.error)}`;
  if (listChanges(plan.value).length === 0) return '';
  const resolveSecret = () => ({ ok: false, error: { code: 'secret-missing', severity: 'error', message: 'not kept' } }) as const;
  const input = { plan: plan.value, api: place.reader, catalogue: CATALOGUE, resolveSecret, run: 'campaign' };
  const result = await applyPlan(input);
  const wrong = [...(result.refused ?? []), ...result.operations.flatMap(({ problems }) => problems)];
  return wrong.map(({ message }) => `, ${message}`).join('');
}

/** A snapshot names more than was asked for, so that references can be read. What others do there meanwhile is theirs. */
const keepTypes = (snapshot: Snapshot, types: readonly string[]): Snapshot => ({
  ...snapshot,
  types: Object.fromEntries(Object.entries(snapshot.types).filter(([type]) => types.includes(type))),
});

function findNewIds(before: Snapshot, now: Snapshot): ReadonlyMap<string, ReadonlySet<string>> {
  const all = CATALOGUE.all
    .filter(({ type, deleteLoses: loses }) => loses !== undefined && before.types[type])
    .map(({ type }) => {
      const known = new Set(getLiveResources(before, type).map(({ id }) => id));
      const ids = getLiveResources(now, type).flatMap(({ id }) => (known.has(id) ? [] : [id]));
      return [type, new Set(ids)] as const;
    });
  return new Map(all.filter(([, ids]) => ids.size > 0));
}

/** Whether what was set may stay: many settings have no way back to where nobody has set them. */
export const isPermanent = (name: string): boolean => CATALOGUE.get(name)?.kind === 'placed';
