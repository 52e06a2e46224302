import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/model/json/json-value.ts';
import { readAnswer, startTenant, type TestTenant, toRecord } from '../test-tenant.ts';

interface Case {
  readonly what: string;
  readonly member: string;
  readonly make: (test: TestTenant) => Promise<string>;
  /** What is there, and what a PATCH sends of it. */
  readonly before: JsonObject;
  readonly sent: JsonObject;
}

const buildClientCase = (member: string, before: JsonObject, sent: JsonObject): Case => ({
  what: `${member} of a client`,
  member,
  make: async ({ make }) => `/clients/${(await make('/clients', { name: 'app', [member]: before })).client_id}`,
  before,
  sent,
});

const buildOrganizationCase = (member: string, before: JsonObject, sent: JsonObject): Case => ({
  what: `${member} of an organization`,
  member,
  make: async ({ make }) => `/organizations/${(await make('/organizations', { name: 'org', [member]: before })).id}`,
  before,
  sent,
});

const refresh = { rotation_type: 'rotating', expiration_type: 'expiring' };
const out = { backchannel_logout_urls: ['https://app.example.com/out'] };

const UNPROVEN: readonly Case[] = [
  buildClientCase('refresh_token', { ...refresh, leeway: 7 }, refresh),
  buildClientCase('oidc_logout', { ...out, backchannel_logout_session_metadata: { include: true } }, out),
  buildClientCase('oidc_logout', { backchannel_logout_initiators: { mode: 'all' } }, out),
  buildOrganizationCase(
    'branding',
    { logo_url: 'https://example.com/a.png', colors: { primary: '#112233', page_background: '#445566' } },
    {
      colors: { primary: '#000000', page_background: '#445566' },
    },
  ),
  {
    what: 'colors of branding',
    member: 'colors',
    make: async ({ call }) => {
      await call('PATCH', '/branding', { colors: { primary: '#111111', page_background: '#222222' } });
      return '/branding';
    },
    before: { primary: '#111111', page_background: '#222222' },
    sent: { primary: '#333333' },
  },
  {
    what: 'credentials of an e-mail provider',
    member: 'credentials',
    make: async ({ make }) => {
      const credentials = { smtp_host: 'mail.example.com', smtp_port: 25, smtp_user: 'u', smtp_pass: 'p' };
      await make('/emails/provider', { name: 'smtp', credentials });
      return '/emails/provider';
    },
    before: { smtp_host: 'mail.example.com', smtp_port: 25, smtp_user: 'u' },
    sent: { smtp_host: 'mail.example.com', smtp_port: 25 },
  },
];

const PROVEN: readonly (Case & { readonly keeps: boolean })[] = [
  {
    ...buildClientCase('jwt_configuration', { alg: 'RS256', lifetime_in_seconds: 60 }, { lifetime_in_seconds: 90 }),
    keeps: true,
  },
  { ...buildClientCase('client_metadata', { a: '1', b: '2' }, { a: '3' }), keeps: true },
  {
    ...buildClientCase(
      'addons',
      { samlp: { audience: 'a' }, layer: { providerId: 'p', keyId: 'k', privateKey: 'x' } },
      { samlp: {} },
    ),
    keeps: false,
  },
  { ...buildOrganizationCase('metadata', { a: '1', b: '2' }, { a: '3' }), keeps: false },
];

/** The members that were there, were not sent, and still are. */
async function readRest(test: TestTenant, { make, member, before, sent }: Case): Promise<readonly string[]> {
  const place = await make(test);
  expect(await test.call('PATCH', place, { [member]: sent })).toMatchObject({ status: 200 });
  const after = toRecord(toRecord((await test.get(place)).body)[member]);
  return Object.keys(before).filter((name) => !Object.hasOwn(sent, name) && Object.hasOwn(after, name));
}

const listUnsentMembers = ({ before, sent }: Case): readonly string[] =>
  Object.keys(before).filter((name) => !Object.hasOwn(sent, name));

describe('an object of which nobody knows how a PATCH treats it', () => {
  it.each(UNPROVEN)('$what is merged or replaced, as a test chooses', async (one) => {
    expect(await readRest(await startTenant({ unprovenPatches: 'merge' }), one)).toEqual(listUnsentMembers(one));
    expect(await readRest(await startTenant({ unprovenPatches: 'replace' }), one)).toEqual([]);
  });

  it.each(PROVEN)('is not $what, which behaves as it was recorded', async (one) => {
    for (const unprovenPatches of ['merge', 'replace', 'as-believed'] as const)
      expect(await readRest(await startTenant({ unprovenPatches }), one)).toEqual(one.keeps ? listUnsentMembers(one) : []);
  });

  it('can be chosen while the emulator runs, until it is reset', async () => {
    const test = await startTenant();
    const [one] = UNPROVEN;
    if (one === undefined) throw new Error('no case');
    expect(await readRest(test, one)).toEqual([]);
    expect((await test.callEmulator('unproven-patches', { mode: 'merge' })).status).toBe(204);
    expect(await readRest(test, one)).toEqual(listUnsentMembers(one));
    expect((await test.callEmulator('unproven-patches', { mode: 'perhaps' })).status).toBe(400);
    expect((await readAnswer(await fetch(`${test.emulator.url}/_emulator/reset`, { method: 'POST' }))).status).toBe(204);
    expect(await readRest(test, one)).toEqual([]);
  });
});
