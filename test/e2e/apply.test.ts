import { describe, expect, it } from 'vitest';
import { isObject, type JsonObject } from '../../src/model/json/json-value.ts';
import { setUpCliScene } from '../support/cli-scene.ts';
import { createFaultSchedule } from '../support/fault-proxy.ts';

const TENANT = `
reconcile: { prune: [roles], protect: [clients/Guarded], limits: { update: "100%" } }
resourceServers:
  - identifier: https://api.acme.test/
    scopes: [{ value: "read:orders" }]
clients:
  - name: Shop
    client_secret: canary-in-clear
roles:
  - name: admin
    permissions: [{ resource_server_identifier: "https://api.acme.test/", permission_name: "read:orders" }]
  - name: helper
`;
const scene = setUpCliScene({ 'tenant.yaml': TENANT });

const parseObject = (text: string): JsonObject => {
  const value: unknown = JSON.parse(text);
  if (!isObject(value)) throw new Error(text);
  return value;
};
const listStatuses = (text: string): readonly string[] => {
  const { operations } = parseObject(text);
  return Array.isArray(operations) ? operations.map(({ status }) => status) : [];
};

describe('apply', () => {
  it('makes the tenant what the file says, and then has nothing to do', async () => {
    const first = await scene().run(['apply', '--yes', '--format', 'json']);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(new Set(listStatuses(first.stdout))).toEqual(new Set(['done']));
    const writes = scene().listWrites().length;
    const second = await scene().run(['apply', '--yes', '--format', 'json']);
    expect(second.code).toBe(0);
    expect(parseObject(second.stdout).operations).toEqual([]);
    expect(scene().listWrites()).toHaveLength(writes);
    expect(first.stdout + second.stdout).not.toContain('canary');
  });

  it('exits 3 where nobody is there to confirm, and has changed nothing', async () => {
    const { code, stderr } = await scene().run(['apply']);
    expect(code).toBe(3);
    expect(stderr).toContain('not-confirmed');
    expect(scene().listWrites()).toEqual([]);
  });

  it('exits 3 where a guard refuses, with --yes as well', async () => {
    scene().write('tenant.yaml', 'clients:\n  - name: Guarded\n');
    expect((await scene().run(['apply', '--yes'])).code).toBe(0);
    const from = scene().listWrites().length;
    scene().write(
      'tenant.yaml',
      'reconcile: { protect: [clients/Guarded] }\nclients:\n  - name: Guarded\n    description: new\n',
    );
    const { code, stdout, stderr } = await scene().run(['apply', '--yes']);
    expect(code).toBe(3);
    expect(stdout + stderr).toContain('guard-protected');
    expect(scene().listWrites()).toHaveLength(from);
  });

  it('exits 1 where the file is wrong', async () => {
    scene().write('tenant.yaml', 'roles:\n  - nam: admin\n');
    const { code, stderr } = await scene().run(['apply', '--yes']);
    expect(code).toBe(1);
    expect(stderr).toContain('tenant.yaml:2:');
    expect(scene().proxy.seen).toEqual([]);
  });

  it('exits 4 where a part is done, and says which; the next run does the rest', async () => {
    scene().proxy.chooseFault = ({ method, path }) => (method === 'POST' && path.endsWith('/clients') ? 'quoted' : undefined);
    const { code, stdout } = await scene().run(['apply', '--yes', '--format', 'json']);
    expect(code).toBe(4);
    expect(new Set(listStatuses(stdout))).toEqual(new Set(['done', 'failed', 'not started']));
    expect(stdout).not.toContain('canary');
    scene().proxy.clear();
    expect((await scene().run(['apply', '--yes'])).code).toBe(0);
    expect((await scene().run(['plan', '--detailed-exitcode'])).code).toBe(0);
  });

  it('exits 1 where every operation failed before it changed anything', async () => {
    scene().proxy.chooseFault = ({ method, path }) => (method !== 'GET' && path.startsWith('/api') ? 'quoted' : undefined);
    expect((await scene().run(['apply', '--yes'])).code).toBe(1);
    expect(scene().listWrites()).toEqual([]);
  });

  it('exits 4 where only a part of one operation was carried out', async () => {
    scene().write('tenant.yaml', 'organizations:\n  - name: acme\n');
    expect((await scene().run(['apply', '--yes'])).code).toBe(0);
    scene().write(
      'tenant.yaml',
      'organizations:\n  - name: acme\n    discovery_domains: [{ domain: a.test }, { domain: b.test }]\n',
    );
    scene().proxy.chooseFault = createFaultSchedule(new Map([[2, 'quoted']]));
    const { code, stdout } = await scene().run(['apply', '--yes', '--format', 'json']);
    expect(code).toBe(4);
    expect(listStatuses(stdout)).toEqual(['failed']);
  });
});

describe('a saved plan', () => {
  it('is applied as it is', async () => {
    expect((await scene().run(['plan', '--out', 'plan.json'])).code).toBe(0);
    expect(scene().read('plan.json')).not.toContain('canary');
    expect((await scene().run(['apply', '--plan', 'plan.json', '--yes'])).code).toBe(0);
    expect((await scene().run(['plan', '--detailed-exitcode'])).code).toBe(0);
  });

  it.each([
    ['plan-tampered', (text: string) => text.replace('"helper"', '"hacker"')],
    ['plan-unreadable', (text: string) => text.slice(0, 100)],
    ['plan-newer', (text: string) => text.replace('tenon-plan/1', 'tenon-plan/99')],
  ])('is refused with %s when it is not what was saved', async (code, change) => {
    await scene().run(['plan', '--out', 'plan.json']);
    scene().write('plan.json', change(scene().read('plan.json')));
    const ran = await scene().run(['apply', '--plan', 'plan.json', '--yes']);
    expect(ran.code).toBe(3);
    expect(ran.stderr).toContain(code);
    expect(scene().listWrites()).toEqual([]);
  });

  it('is refused when the definition has changed since', async () => {
    await scene().run(['plan', '--out', 'plan.json']);
    scene().write('tenant.yaml', TENANT.replace('helper', 'another'));
    const ran = await scene().run(['apply', '--plan', 'plan.json', '--yes']);
    expect(ran.code).toBe(3);
    expect(ran.stderr).toContain('plan-foreign');
    expect(scene().listWrites()).toEqual([]);
  });

  it('is refused when the tenant has moved since', async () => {
    await scene().run(['plan', '--out', 'plan.json']);
    await scene().run(['apply', '--yes']);
    const from = scene().listWrites().length;
    const ran = await scene().run(['apply', '--plan', 'plan.json', '--yes']);
    expect(ran.code).toBe(3);
    expect(ran.stdout + ran.stderr).toContain('plan-stale');
    expect(scene().listWrites()).toHaveLength(from);
  });
});
