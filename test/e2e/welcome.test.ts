import { chmodSync, existsSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { setUpCliScene } from '../support/cli-scene.ts';
import { findInterruptedRun } from '../support/crash.ts';
import { readCollection } from '../support/tenant-dump.ts';

const DATABASE = 'Username-Password-Authentication';
const ADA = `users/${DATABASE}|ada@acme.test`;
const buildUser = (name: string, more: string): string => `  - { connection: ${DATABASE}, email: ${name}@acme.test${more} }\n`;
const WELCOME = ', $welcome: { result_url: "https://app.acme.test/hello", ttl_sec: 3600 }';
const FILE = `connections: [{ name: ${DATABASE}, strategy: auth0 }]\nusers:\n${buildUser('ada', WELCOME)}`;
const LINK = /lo\/reset\?ticket=/;
/** A program that appends what it is given to a file, and repeats it where everybody can see it. */
const PROGRAM =
  '#!/bin/sh\ntee -a received.jsonl\n[ -z "$AUTH0_CLIENT_SECRET" ] || echo leaked >> received.jsonl\ncat received.jsonl >&2\n';

const scene = setUpCliScene({ 'tenant.yaml': FILE, 'receive.sh': PROGRAM });
const apply = (...args: readonly string[]) => scene().run(['apply', '--yes', ...args]);
const listUsers = () => readCollection(scene().emulator.dump(), 'users');
const listTicketRequests = () =>
  scene()
    .emulator.requests()
    .filter(({ path }) => path.endsWith('/tickets/password-change'));

const readTickets = (name: string): readonly unknown[] =>
  scene()
    .read(name)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
const TICKET = { address: ADA, link: expect.stringMatching(LINK), expires: expect.stringMatching(/^\d{4}-.*Z$/) };

const makeExecutable = (): void => chmodSync(join(scene().folder, 'receive.sh'), 0o700);

describe('a new user with $welcome', () => {
  it('gets a ticket, whose link is only in a new file that nobody else can read', async () => {
    const plan = await scene().run(['plan', '--format', 'json']);
    const { cost, operations } = JSON.parse(plan.stdout);
    expect(operations[0].requests).toHaveLength(2);
    const from = scene().emulator.requests().length;
    const applied = await apply('--tickets', 'tickets.jsonl', '--events', 'events.jsonl', '--trace', '--format', 'json');
    expect(applied.code).toBe(0);
    expect(scene().emulator.requests().length - from).toBeGreaterThanOrEqual(cost.writes);
    expect(readTickets('tickets.jsonl')).toEqual([TICKET]);
    expect(statSync(join(scene().folder, 'tickets.jsonl')).mode & 0o777).toBe(0o600);
    const [run] = JSON.parse((await scene().run(['runs', '--format', 'json'])).stdout);
    const files = ['plan.json', 'journal.jsonl', 'result.json'].map((name) => scene().read(`.tenon/runs/${run.run}/${name}`));
    for (const text of [plan.stdout, applied.stdout, applied.stderr, scene().read('events.jsonl'), ...files])
      expect(text).not.toMatch(LINK);
    expect(listTicketRequests()[0]?.body).toEqual({
      user_id: listUsers()[0]?.[0],
      result_url: 'https://app.acme.test/hello',
      ttl_sec: 3600,
    });
  });

  it('gets one only when it is created', async () => {
    scene().write('tenant.yaml', FILE.replace(WELCOME, ''));
    expect((await apply()).code).toBe(0);
    scene().write('tenant.yaml', FILE.replace(WELCOME, `${WELCOME}, name: Ada`));
    expect((await apply()).code).toBe(0);
    expect((await scene().run(['plan', '--detailed-exitcode'])).code).toBe(0);
    expect(listTicketRequests()).toEqual([]);
  });

  it('is refused before anything is changed where nothing receives the link', async () => {
    const { code, stderr } = await apply();
    expect(code).toBe(3);
    expect(stderr).toContain('guard-tickets');
    expect(scene().listWrites()).toEqual([]);
  });

  it.each([
    ['an existing file', () => scene().write('tickets.jsonl', 'mine')],
    ['a link to a file', () => symlinkSync('tenant.yaml', join(scene().folder, 'tickets.jsonl'))],
    ['a link to nothing', () => symlinkSync('/nowhere/at/all', join(scene().folder, 'tickets.jsonl'))],
  ])('%s is not written to, and nothing is changed', async (_, prepare) => {
    prepare();
    const { code, stderr } = await apply('--tickets', 'tickets.jsonl');
    expect(code).toBe(3);
    expect(stderr).toContain('output-unwritable');
    expect(scene().listWrites()).toEqual([]);
    expect(scene().read('tenant.yaml')).toBe(FILE);
  });

  it('no file is made for a plan without tickets', async () => {
    scene().write('tenant.yaml', FILE.replace(WELCOME, ''));
    expect((await apply('--tickets', 'tickets.jsonl')).code).toBe(0);
    expect(existsSync(join(scene().folder, 'tickets.jsonl'))).toBe(false);
  });

  it('a user without an address, or of another kind of connection, is refused', async () => {
    scene().write(
      'tenant.yaml',
      `connections: [{ name: sms, strategy: sms }]\nusers:\n  - { connection: sms, phone_number: "+4915112345678", $welcome: {} }\n`,
    );
    const { code, stderr } = await scene().run(['plan']);
    expect(code).toBe(1);
    expect(stderr).toContain('wrong-value');
  });
});

describe('a program that receives tickets', () => {
  it('gets each on its stdin, and what it prints is not shown', async () => {
    makeExecutable();
    const applied = await apply('--tickets-command', './receive.sh');
    expect(applied.code).toBe(0);
    expect(readTickets('received.jsonl')).toEqual([TICKET]);
    expect(applied.stdout + applied.stderr).not.toMatch(LINK);
  });

  it('that cannot be started is an error before anything is changed', async () => {
    const { code, stderr } = await apply('--tickets-command', './receive.sh');
    expect({ code, isUsage: stderr.includes('usage') }).toEqual({ code: 3, isUsage: true });
    expect((await apply('--tickets-command', 'no-such-program')).code).toBe(3);
    expect(scene().listWrites()).toEqual([]);
  });

  it('that fails makes the operation fail, and a resumed run sends another ticket', async () => {
    scene().write('receive.sh', '#!/bin/sh\nexit 7\n');
    makeExecutable();
    const failed = await apply('--tickets-command', './receive.sh', '--format', 'json');
    expect(failed.code).toBe(4);
    const { run, operations } = JSON.parse(failed.stdout);
    expect(operations[0]).toMatchObject({ status: 'failed', partly: true, problems: [{ code: 'ticket-undelivered' }] });
    expect((await scene().run(['plan', '--detailed-exitcode'])).code).toBe(0);
    const resumed = await apply('--resume', run, '--tickets', 'tickets.jsonl');
    expect(resumed.code).toBe(0);
    expect(readTickets('tickets.jsonl')).toEqual([TICKET]);
    expect(listTicketRequests()).toHaveLength(2);
    rmSync(join(scene().folder, 'tickets.jsonl'));
    expect((await apply('--resume', run, '--tickets', 'tickets.jsonl')).code).toBe(0);
  });
});

describe('a run that is killed', () => {
  const KILLS = ['/users', '/tickets/password-change'].flatMap((path) =>
    ([undefined, 'lost before'] as const).map((fault) => [path, fault] as const),
  );

  it.each(KILLS)('at POST %s (%s): when it is resumed, the user is there once, and has a ticket', async (path, fault) => {
    const child = scene().start(['apply', '--yes', '--tickets', 'tickets.jsonl']);
    scene().proxy.chooseFault = (seen) => {
      if (seen.method !== 'POST' || seen.path !== `/api/v2${path}`) return undefined;
      child.kill('SIGKILL');
      return fault;
    };
    await new Promise((resolve) => child.once('close', resolve));
    scene().proxy.clear();
    const run = findInterruptedRun(scene()) ?? '';
    expect(await apply('--resume', run, '--tickets', 'again.jsonl')).toMatchObject({ code: 0 });
    expect(readTickets('again.jsonl')).toEqual([TICKET]);
    expect(listUsers()).toHaveLength(1);
    expect((await scene().run(['plan', '--detailed-exitcode'])).code).toBe(0);
  });
});

it('a ticket whose answer is lost is asked for again, so that one arrives', async () => {
  let lost = 0;
  scene().proxy.chooseFault = ({ path }) =>
    path.endsWith('/tickets/password-change') && lost++ === 0 ? 'lost after' : undefined;
  expect((await apply('--tickets', 'tickets.jsonl')).code).toBe(0);
  expect(readTickets('tickets.jsonl')).toEqual([TICKET]);
  expect(listTicketRequests()).toHaveLength(2);
});

it('the scopes that a definition needs include the one for tickets', async () => {
  expect((await scene().run(['scopes'])).stdout).toContain('create:user_tickets');
});
