import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isObject, type JsonObject } from '../../src/model/json/json-value.ts';
import { createAjv } from '../../src/schema/compile/create-ajv.ts';
import { type DriftScene, setUpDriftScene } from '../support/drift-scene.ts';

const CANARY = 'canary-of-a-client-secret';
const scene = setUpDriftScene();
const schema: unknown = JSON.parse(readFileSync(new URL('../../schemas/event.schema.json', import.meta.url), 'utf8'));
const isEvent = isObject(schema) ? createAjv().compile(schema) : () => false;

/** Every line, each of the form of the schema. */
function readEvents({ folder }: DriftScene): readonly JsonObject[] {
  const text = readFileSync(join(folder, 'events.jsonl'), 'utf8');
  expect(text.endsWith('\n')).toBe(true);
  expect(text).not.toContain(CANARY);
  return text
    .trimEnd()
    .split('\n')
    .map((line) => {
      const event: unknown = JSON.parse(line);
      expect(isEvent(event), line).toBe(true);
      return isObject(event) ? event : {};
    });
}

const edit = ({ folder }: DriftScene, before: string, after: string): void => {
  const file = join(folder, 'tenant.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(before, after));
};

const listEventNames = (events: readonly JsonObject[]): readonly unknown[] => events.map(({ event }) => event);
const EVENTS = ['--events', 'events.jsonl'];

test('a plan: what is read, and what would change', async () => {
  edit(scene(), 'May do all', 'May do nearly all');
  expect((await scene().run(['plan', ...EVENTS, '--detailed-exitcode'])).code).toBe(2);
  const events = readEvents(scene());
  expect(events[0]).toMatchObject({ v: 1, event: 'started', verb: 'plan', files: ['tenant.yaml'] });
  expect(events).toContainEqual(expect.objectContaining({ event: 'read', type: 'clients' }));
  expect(events).toContainEqual(expect.objectContaining({ event: 'related', type: 'roles', relation: 'permissions' }));
  expect(events).toContainEqual(
    expect.objectContaining({ event: 'planned', id: 'update roles/admin', risk: 'safe', fields: ['/description'] }),
  );
  expect(events.at(-1)).toMatchObject({ event: 'finished', verb: 'plan', exit: 2, counts: { planned: 1 } });
  expect(new Set(events.map(({ run }) => run)).size).toBe(1);
});

test('an apply: what begins, what is done, under the run that the tenant logs', async () => {
  edit(scene(), '  - name: helper', `  - name: helper2`);
  edit(scene(), 'app_type: spa', `app_type: regular_web\n    client_secret: ${CANARY}-${'x'.repeat(40)}`);
  const { code } = await scene().run(['apply', '--yes', ...EVENTS]);
  expect(code).toBe(0);
  const events = readEvents(scene());
  expect(events).toContainEqual(
    expect.objectContaining({ event: 'planned', id: 'update clients/Storefront', impact: expect.arrayContaining(['secret']) }),
  );
  const done = listEventNames(events).filter((event) => event === 'applying' || event === 'applied');
  expect(done).toHaveLength(4);
  expect(events).toContainEqual(
    expect.objectContaining({ event: 'applied', id: 'create roles/helper2', liveId: expect.any(String) }),
  );
  const [{ run } = {}] = events;
  const logged = scene().emulator.logs().at(-1)?.references;
  expect(String(isObject(logged) ? logged.correlation_id : '').startsWith(String(run))).toBe(true);
});

test('an apply that fails: what failed and why, what was skipped', async () => {
  edit(
    scene(),
    '  - name: helper',
    '  - name: helper2\n    description: new\n    permissions: [{ permission_name: "read:orders", resource_server_identifier: https://api.acme.test/ }]',
  );
  scene().emulator.setFaults([
    { method: 'POST', path: '/roles', fault: { status: 400, body: { statusCode: 400, message: 'No more roles' } } },
  ]);
  expect((await scene().run(['apply', '--yes', ...EVENTS])).code).toBe(1);
  scene().emulator.setFaults([]);
  const events = readEvents(scene());
  expect(events).toContainEqual(expect.objectContaining({ event: 'failed', id: 'create roles/helper2' }));
  expect(events).toContainEqual(
    expect.objectContaining({ event: 'problem', code: 'request-refused', severity: 'error', about: 'create roles/helper2' }),
  );
  expect(events).toContainEqual(expect.objectContaining({ event: 'skipped', id: 'link roles/helper2 permissions' }));
  expect(events.at(-1)).toMatchObject({ event: 'finished', exit: 1 });
});

test('drift: what differs, who made it so, what nobody declares', async () => {
  await scene().requestAsAnn('PATCH', `/clients/${scene().findId('clients', 'Storefront')}`, { description: 'x' });
  expect((await scene().run(['drift', ...EVENTS])).code).toBe(2);
  const events = readEvents(scene());
  expect(events).toContainEqual(
    expect.objectContaining({
      event: 'drift',
      address: 'clients/Storefront',
      kind: 'tenant changed',
      fields: ['/description'],
      by: expect.objectContaining({ who: { kind: 'person', name: 'Ann Example', email: 'ann@acme.test' } }),
    }),
  );
  expect(events).toContainEqual(expect.objectContaining({ event: 'undeclared', address: 'clients/Default App' }));
});

describe('where it cannot be', () => {
  test('an error is told too', async () => {
    expect((await scene().run(['drift', 'none.yaml', ...EVENTS])).code).toBe(1);
    const events = readEvents(scene());
    expect(listEventNames(events)).toEqual(['started', 'problem', 'finished']);
    expect(events[1]).toMatchObject({ code: 'file-unreadable', severity: 'error' });
  });

  test('a file that cannot be written is an error before anything is done', async () => {
    const from = scene().emulator.requests().length;
    const { code, stderr } = await scene().run(['apply', '--yes', '--events', 'no/such/folder/events.jsonl']);
    expect(code).toBe(1);
    expect(stderr).toContain('output-unwritable');
    expect(scene().emulator.requests()).toHaveLength(from);
  });

  test('a full disk ends the telling, not the work', async () => {
    edit(scene(), 'May do all', 'May do nearly all');
    const { code, stderr } = await scene().run(['apply', '--yes', '--events', '/dev/full']);
    expect(code).toBe(0);
    expect(stderr).toContain('output-unwritable');
  });
});
