import { beforeEach, describe, expect, it } from 'vitest';
import { FORMATS } from '../../src/reporter/report-formats.ts';
import { setUpCliScene } from '../support/cli-scene.ts';
import { readCollection } from '../support/tenant-dump.ts';

const DATABASE = 'Username-Password-Authentication';
const PEOPLE = [
  'ada@acme.test',
  'grace.hopper@navy.test',
  "o'brien@acme.test",
  '+4915112345678',
  'robin@shop.test',
  'help@acme.test',
];
const FILE = `connections:
  - { name: ${DATABASE}, strategy: auth0 }
  - { name: sms, strategy: sms }
tenant: { support_email: help@acme.test }
roles:
  - { name: Admin, description: Ask ada@acme.test }
users:
  - { connection: ${DATABASE}, email: ada@acme.test, name: Ada, user_metadata: { boss: "grace.hopper@navy.test" }, roles: [Admin] }
  - { connection: ${DATABASE}, email: "o'brien@acme.test", name: "o'brien@acme.test" }
  - { connection: sms, phone_number: "+4915112345678" }
`;
const ADDRESS = `users/${DATABASE}|ada@acme.test`;

const scene = setUpCliScene({ 'tenant.yaml': FILE });

async function runRedacted(...args: readonly string[]) {
  const { stdout, stderr, code } = await scene().run([...args, '--redact-people']);
  const output = stdout + stderr;
  expect(PEOPLE.filter((person) => output.includes(person) || output.includes(encodeURIComponent(person)))).toEqual([]);
  return { stdout, stderr, code, output };
}

async function changeAsRobin(): Promise<void> {
  const [id] = readCollection(scene().emulator.dump(), 'roles').find(([, { name }]) => name === 'Admin') ?? [];
  const robin = scene().emulator.asPerson({ user_id: 'u', name: 'Robin', email: 'robin@shop.test' });
  expect(await robin.request('PATCH', `/roles/${id}`, { description: 'Ask help@acme.test' })).toMatchObject({ status: 200 });
}

describe('with --redact-people no address and no number of a person is in', () => {
  it.each(FORMATS.plan)('a plan as %s', async (format) => {
    const { stdout } = await runRedacted('plan', '--format', format);
    expect(stdout).toContain('a…');
    if (format === 'json') expect(JSON.parse(stdout)).toMatchObject({ format: 'tenon-plan/1' });
  });

  it.each(['text', 'json', 'markdown', 'html'])('the result of an apply as %s, its events and its trace', async (format) => {
    const flags = ['--yes', '--format', format, '--events', 'events.jsonl', '--trace'];
    const { code, stdout } = await runRedacted('apply', ...flags);
    expect(code).toBe(0);
    expect(stdout).toContain('a…');
    const events = scene().read('events.jsonl');
    expect(PEOPLE.filter((person) => events.includes(person))).toEqual([]);
    for (const line of events.trimEnd().split('\n')) expect(JSON.parse(line)).toMatchObject({ v: 1 });
  });

  describe('once it is applied,', () => {
    beforeEach(async () => {
      expect(await scene().run(['apply', '--yes'])).toMatchObject({ code: 0 });
      await changeAsRobin();
    });

    it.each(FORMATS.drift)('drift as %s, with who made it', async (format) => {
      const { code, output } = await runRedacted('drift', '--format', format);
      expect({ code, robin: output.includes('Robin') || output.includes('r…@shop.test') }).toEqual({ code: 2, robin: true });
    });

    it.each(FORMATS.check)('a check as %s', async (format) => {
      await runRedacted('check', '--live', '--format', format);
    });

    it('an explanation', async () => {
      expect((await runRedacted('explain', `${ADDRESS}.user_metadata`)).stdout).toContain('g…@navy.test');
    });

    it('the list of runs, and one of them', async () => {
      const { stdout } = await runRedacted('runs', '--format', 'json');
      const [{ run }] = JSON.parse(stdout);
      await runRedacted('runs', run);
    });
  });

  it('an excerpt of a file', async () => {
    scene().write('tenant.yaml', FILE.replace('name: Ada,', 'name: Ada, nickname: [ada@acme.test],'));
    for (const format of ['text', 'json', 'github']) expect((await runRedacted('validate', '--format', format)).code).toBe(1);
  });

  it('a saved plan that is shown; the file itself is complete, so that it can be applied', async () => {
    await runRedacted('plan', '--out', 'plan.json');
    for (const format of FORMATS.plan) await runRedacted('show', 'plan.json', '--format', format);
    expect(scene().read('plan.json')).toContain('ada@acme.test');
    expect((await runRedacted('apply', '--plan', 'plan.json', '--yes')).code).toBe(0);
    expect((await runRedacted('plan', '--detailed-exitcode')).code).toBe(0);
  });
});

it('a plan that was printed in short cannot be applied', async () => {
  const { stdout } = await runRedacted('plan', '--format', 'json');
  scene().write('printed.json', stdout);
  const { code, stderr } = await scene().run(['apply', '--plan', 'printed.json', '--yes']);
  expect(code).not.toBe(0);
  expect(stderr).toMatch(/plan-(?:unreadable|tampered)/);
  expect(scene().listWrites()).toEqual([]);
});

it('TENON_REDACT_PEOPLE does the same where the command line cannot be changed', async () => {
  for (const [value, isRedacted] of [
    ['1', true],
    ['0', false],
    ['', false],
  ] as const) {
    const { stdout } = await scene().run(['plan'], { TENON_REDACT_PEOPLE: value });
    expect(!stdout.includes('ada@acme.test')).toBe(isRedacted);
  }
});
