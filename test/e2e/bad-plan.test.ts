import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningEmulator, startEmulator } from '../../src/emulator/index.ts';
import { runCli } from '../support/cli.ts';
import { setUpCliScene } from '../support/cli-scene.ts';
import { itInFull } from '../support/it-in-full.ts';

const scene = setUpCliScene({ 'tenant.yaml': 'roles:\n  - name: admin\n' });
const MEGABYTE = 1024 * 1024;
let other: RunningEmulator;

beforeAll(async () => {
  other = await startEmulator({ seed: 2, tenantDomain: 'other.eu.auth0.com' });
});
afterAll(() => other.close());

async function expectRefused(code: string, from = 0): Promise<void> {
  const ran = await scene().run(['apply', '--plan', 'plan.json', '--yes']);
  expect(ran.code).toBe(3);
  expect(ran.stderr).toContain(code);
  expect(ran.stderr.length).toBeLessThan(2000);
  expect(scene().listWrites()).toHaveLength(from);
}

describe('a plan file that is no plan for here is refused, and nothing is applied:', () => {
  it('one of another tenant', async () => {
    const where = { cwd: scene().folder, emulator: other };
    expect((await runCli(['plan', '--out', 'plan.json'], where)).code).toBe(0);
    await expectRefused('plan-foreign');
  });

  it('one that was made against a definition', async () => {
    scene().write('old.yaml', 'roles: []\n');
    expect((await scene().run(['plan', '--against', 'old.yaml', '--out', 'plan.json'])).code).toBe(0);
    await expectRefused('plan-foreign');
  });

  it('one that was sealed with another key', async () => {
    expect((await scene().run(['plan', '--out', 'plan.json'], { TENON_PLAN_KEY: 'one' })).code).toBe(0);
    await expectRefused('plan-tampered');
  });

  it('one whose secret has changed since', async () => {
    scene().write('tenant.yaml', 'clients:\n  - name: Shop\n    client_secret: ${secret:SHOP}\n');
    const run = (args: readonly string[], SHOP: string) => scene().run(args, { SHOP });
    expect((await run(['plan', '--out', 'plan.json'], 'a'.repeat(48))).code).toBe(0);
    const ran = await run(['apply', '--plan', 'plan.json', '--yes'], 'b'.repeat(48));
    expect(ran.code).toBe(3);
    expect(ran.stderr).toContain('plan-foreign');
    expect(scene().listWrites()).toEqual([]);
  });

  it.each([
    ['plan-unreadable', 'nothing', ''],
    ['plan-unreadable', 'something else', '{"format":"tenon-result/1"}'],
  ])('%s: %s', async (code, _, text) => {
    writeFileSync(join(scene().folder, 'plan.json'), text);
    await expectRefused(code);
  });

  itInFull.each([
    ['plan-unreadable', 'a hundred megabytes of something', 'x'.repeat(100 * MEGABYTE)],
    ['plan-unreadable', 'a hundred megabytes of lists', '['.repeat(100 * MEGABYTE)],
    ['file-too-large', 'more than anybody can review', ' '.repeat(129 * MEGABYTE)],
  ])('%s: %s', async (code, _, text) => {
    writeFileSync(join(scene().folder, 'plan.json'), text);
    await expectRefused(code);
  });

  itInFull('a hundred megabytes in a plan that was edited', async () => {
    expect((await scene().run(['plan', '--out', 'plan.json'])).code).toBe(0);
    const saved = JSON.parse(scene().read('plan.json'));
    saved.plan.operations[0].why = 'x'.repeat(100 * MEGABYTE);
    scene().write('plan.json', JSON.stringify(saved));
    await expectRefused('plan-tampered');
  });

  it.each([
    ['a link without a relation', { action: 'link' }],
    ['a create of a relation', { relation: 'permissions' }],
  ])('an edited plan with %s', async (_, edit) => {
    expect((await scene().run(['plan', '--out', 'plan.json'])).code).toBe(0);
    const saved = JSON.parse(scene().read('plan.json'));
    Object.assign(saved.plan.operations[0], edit);
    scene().write('plan.json', JSON.stringify(saved));
    await expectRefused('plan-unreadable');
  });

  it('an edited plan that is nested deeper than any program could walk', async () => {
    expect((await scene().run(['plan', '--out', 'plan.json'])).code).toBe(0);
    const nested = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
    scene().write('plan.json', scene().read('plan.json').replace('"why":', `"live": ${nested}, "why":`));
    await expectRefused('plan-unreadable');
    expect(await scene().run(['show', 'plan.json'])).toMatchObject({ code: 1, stdout: '' });
  });

  it.each(['.', '/dev/null', 'nowhere/plan.json'])('%s', async (file) => {
    const ran = await scene().run(['apply', '--plan', file, '--yes']);
    expect(ran.code).toBe(3);
    expect(ran.stderr).toContain('plan-unreadable');
  });
});
