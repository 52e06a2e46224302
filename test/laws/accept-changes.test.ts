import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { computeDifferences } from '../../src/drift/compute-differences.ts';
import { type Loaded, load } from '../../src/loader/load-definition.ts';
import { listChanges } from '../../src/model/plan/plan.ts';
import { prepareVerifiedUpdate } from '../../src/workflows/accept/update-verified.ts';
import { findLiveId } from '../support/find-live-id.ts';
import { pickSample } from '../support/run-size.ts';
import { FIXTURE_SECRETS, TYPE_FIXTURES } from '../support/shapes/index.ts';
import type { TypeFixture } from '../support/shapes/type-fixture.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { setUpTenantPipeline, type TenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();
beforeEach(() => tenant().emulator.reset());

const STYLES = [
  ['as people write it in short', (text: string): string => text],
  ['line by line', (text: string): string => stringify(parse(text))],
] as const;

async function loadFile(file: string, texts?: ReadonlyMap<string, string>) {
  return load({ files: [file], env: FIXTURE_SECRETS, ...(texts ? { texts } : {}) });
}

async function loadOrThrow(file: string): Promise<Loaded> {
  const outcome = await loadFile(file);
  if (!outcome.ok) throw new Error(`${JSON.stringify(outcome.error, null, 1)}\n${readFileSync(file, 'utf8')}`);
  return outcome.value;
}

async function changeAtDashboard(at: TenantPipeline, { dashboardChange }: TypeFixture, id: string): Promise<void> {
  const { path, body } = dashboardChange;
  const person = at.emulator.asPerson({ name: 'Robin', email: 'robin@acme.test', user_id: 'auth0|robin' });
  const { status } = await person.request(
    dashboardChange.method ?? 'PATCH',
    path.replace('{id}', id),
    body === undefined ? undefined : JSON.parse(JSON.stringify(body)),
  );
  expect(status).toBeLessThan(300);
}

/** Accepts all that differs; what the file then is, and of which resources something was left. */
async function acceptChanges(at: TenantPipeline, file: string): Promise<readonly string[]> {
  const before = await loadOrThrow(file);
  const snapshot = await at.takeSnapshot(before.definition);
  const differences = computeDifferences((await at.plan(before.definition)).operations);
  const accepted = differences.map((one) => ({ ...one, kind: 'tenant changed' as const }));
  const reload = (texts: ReadonlyMap<string, string>) => loadFile(file, texts);
  const { files, left } = await prepareVerifiedUpdate({ loaded: before, files: [file], snapshot, reload }, accepted);
  for (const { path, content } of files) writeFileSync(path, content);
  return left.map(({ message }) => message.slice(0, message.indexOf(': ')));
}

/** What somebody does there leaves a draft, or takes an item out of a list between brackets. */
const MAY_STAY: readonly string[] = ['actions', 'actionModules', 'flowVaultConnections', 'networkACLKeys'];

describe.each(STYLES)('a file %s', (name, style) => {
  const shapes = pickSample(TYPE_FIXTURES, 4, `accepted ${name}`);

  it.each(shapes)('of $type says what somebody changed, or is kept, and that is reported', async (shape) => {
    const at = tenant();
    const body = style([shape.with ?? '', shape.after].join('\n'));
    const text = `# first line\n${body.trimEnd()}\n# last line\n`;
    const file = join(createTemporaryFolder({ 'tenant.yaml': text }), 'tenant.yaml');
    const { definition } = await loadOrThrow(file);
    await at.applyDefinition(definition);
    await changeAtDashboard(at, shape, await findLiveId(at, shape.type, definition));
    const left = await acceptChanges(at, file);
    const now = readFileSync(file, 'utf8');
    expect([now.split('\n')[0], now.trimEnd().split('\n').at(-1)]).toEqual(['# first line', '# last line']);
    const after = await loadOrThrow(file);
    const differing = listChanges(await at.plan(after.definition)).map(({ address }) => address);
    expect(differing.filter((address) => !left.includes(address))).toEqual([]);
    if (!MAY_STAY.includes(shape.type)) expect(left).toEqual([]);
    expect(now === text).toBe(left.length > 0);
  });
});
