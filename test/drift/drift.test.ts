import { beforeEach, expect, test } from 'vitest';
import { buildDrift, type DriftInput } from '../../src/drift/build-drift.ts';
import type { Drift } from '../../src/model/drift.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { createDefinition, declareResource } from '../support/tenant-builders.ts';
import { setUpTenantPipeline } from '../support/tenant-pipeline.ts';

const emulated = setUpTenantPipeline();
const definition = createDefinition([declareResource('roles', { name: 'admin', description: 'May do all' })]);
const getAnnClient = () => emulated().emulator.asPerson({ user_id: 'u', name: 'Ann', email: 'ann@acme.test' });
let id = '';

beforeEach(async () => {
  emulated().emulator.reset();
  const { body } = await getAnnClient().request('POST', '/roles', { name: 'admin', description: 'x' });
  id = typeof body === 'object' && body !== null && 'id' in body ? String(body.id) : '';
});

/** Drift, and how often the log was asked for it. */
async function runDrift(more: Partial<DriftInput> = {}): Promise<{ readonly found: Drift; readonly asked: number }> {
  const { api, emulator } = emulated();
  const snapshot = await emulated().takeSnapshot(definition);
  const plan = await emulated().plan(definition);
  const from = emulator.requests().length;
  const found = await buildDrift({ plan, snapshot, definition, files: ['tenant.yaml'], catalogue: CATALOGUE, api, ...more });
  return { found, asked: emulator.requests().length - from };
}

const makeOtherWrites = async (count: number): Promise<void> => {
  const made = await getAnnClient().request('POST', '/roles', { name: 'other' });
  const other = typeof made.body === 'object' && made.body !== null && 'id' in made.body ? String(made.body.id) : '';
  for (let write = 1; write < count; write++)
    await getAnnClient().request('PATCH', `/roles/${other}`, { description: `${write}` });
};

test('nothing to ask, nothing asked', async () => {
  await getAnnClient().request('PATCH', `/roles/${id}`, { description: 'May do all' });
  const { found, asked } = await runDrift();
  expect(asked).toBe(0);
  expect(found).toMatchObject({ entries: [], history: { read: false }, notes: [], checked: ['roles/admin'] });
});

test('the log is read until every difference has a name, and no further', async () => {
  await makeOtherWrites(250);
  const { found, asked } = await runDrift();
  expect(asked).toBe(3);
  expect(found).toMatchObject({ entries: [{ kind: 'tenant changed', by: { who: { name: 'Ann' } } }], history: { read: true } });
});

test('what lies a thousand writes back is not told', async () => {
  await makeOtherWrites(1010);
  const { found, asked } = await runDrift();
  expect(asked).toBe(10);
  expect(found).toMatchObject({ entries: [{ kind: 'unknown' }], history: { read: true, limit: 'ceiling' } });
});

test('all there is may not be enough', async () => {
  emulated().emulator.reset();
  await emulated().applyDefinition(createDefinition([declareResource('roles', { name: 'admin', description: 'other' })]));
  const { found } = await runDrift();
  expect(found).toMatchObject({ entries: [{ kind: 'definition ahead', by: { tenon: true } }], history: { limit: 'retention' } });
});

test('who made what nobody declares', async () => {
  await getAnnClient().request('PATCH', `/roles/${id}`, { description: 'May do all' });
  await getAnnClient().request('POST', '/roles', { name: 'hers' });
  const { found, asked } = await runDrift();
  expect(asked).toBe(1);
  expect(found.undeclared).toMatchObject([{ address: 'roles/hers', by: { who: { name: 'Ann' }, request: { method: 'POST' } } }]);
});

test('the same to the byte, whenever it is told', async () => {
  const first = await runDrift();
  const second = await runDrift();
  expect(JSON.stringify(second.found)).toBe(JSON.stringify(first.found));
});

test('a log that breaks off is a note', async () => {
  await makeOtherWrites(150);
  emulated().emulator.setFaults([{ path: '/logs', nth: 2, fault: { status: 400, body: { statusCode: 400, message: 'no' } } }]);
  const { found } = await runDrift();
  emulated().emulator.setFaults([]);
  expect(found).toMatchObject({
    entries: [{ kind: 'unknown' }],
    history: { read: true, limit: 'unavailable' },
    notes: [{ severity: 'warning' }],
  });
});
