import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { load } from '../../src/loader/load-definition.ts';
import { listChanges } from '../../src/model/plan/plan.ts';
import { readSnapshotFrom } from '../../src/workflows/definition/snapshot-source.ts';
import { planDefinition } from '../../src/workflows/plan/plan-definition.ts';
import { readSavedPlan } from '../../src/workflows/plan-file/read-saved-plan.ts';
import { GOLDEN_ENV } from './golden.ts';

const HERE = new URL('.', import.meta.url).pathname;
const versions = readdirSync(HERE, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

describe.each(versions)('what version %s left', (version) => {
  const folder = join(HERE, version);

  it('plans empty: an upgrade changes nothing in a tenant', async () => {
    const loaded = await load({ files: [join(folder, 'tenant.yaml')], root: folder, env: GOLDEN_ENV });
    if (!loaded.ok) expect.fail(JSON.stringify(loaded.error, null, 2));
    const snapshot = await readSnapshotFrom(join(folder, 'snapshot.json'), [], {});
    if (!snapshot.ok) expect.fail(JSON.stringify(snapshot.error, null, 2));
    const planned = await planDefinition(loaded.value, snapshot.value);
    if (!planned.ok) expect.fail(JSON.stringify(planned.error, null, 2));
    expect(listChanges(planned.value)).toEqual([]);
    expect(planned.value.refusals).toEqual([]);
  });

  it('its saved plans can still be read', async () => {
    const saved = await readSavedPlan(join(folder, 'plan.json'), {});
    if (!saved.ok) expect.fail(JSON.stringify(saved.error, null, 2));
    expect(listChanges(saved.value.plan).length).toBeGreaterThan(20);
  });
});

it('there is a version to look at', () => expect(versions).toContain('0.1.0'));
