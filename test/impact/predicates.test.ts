import { describe, expect, it } from 'vitest';
import type { RelatedResource } from '../../src/impact/impact-question.ts';
import { PREDICATE_NAMES } from '../../src/impact/predicates/predicate-registry.ts';
import type { JsonObject, JsonValue } from '../../src/model/json/json-value.ts';
import { askPredicate, createChangedResource, createReferrer, WIDER } from './impact-helpers.ts';

describe('url-risk', () => {
  it.each([
    'http://cargo.example/cb',
    'http://localhost:3000/cb',
    'https://*.cargo.example/cb',
    'https://my-app.vercel.app/cb',
    'com.cargo.app://cb',
    'https://user@cargo.example/cb',
  ])('says what is wrong with %s', (after) => {
    const answer = askPredicate('url-risk', { after });
    expect(answer).toMatchObject({ is: 'widens', isDanger: true });
    expect(answer?.says).not.toBe(WIDER.says);
  });

  it.each<[string, JsonValue | undefined]>([
    ['a plain address', 'https://cargo.example/cb'],
    ['a secret', '(secret)'],
    ['no address', 'Hello'],
    ['no text', 7],
    ['nothing', undefined],
  ])('has nothing to say about %s', (_, after) => {
    expect(askPredicate('url-risk', { ...(after === undefined ? {} : { after }) })).toBe(WIDER);
  });

  it('says nothing of an address that goes', () => {
    expect(askPredicate('url-risk', { direction: 'down', before: 'http://cargo.example' })).toBe(WIDER);
  });

  it('raises what would be cosmetic, and never shows more than the host', () => {
    const answer = askPredicate(
      'url-risk',
      { after: 'http://me:hunter2@cargo.example/x?t=hunter3' },
      { is: 'cosmetic', says: 'Elsewhere.' },
    );
    expect(answer?.is).toBe('widens');
    expect(answer?.says).toContain('cargo.example');
    expect(answer?.says).not.toContain('hunter');
  });

  it('shortens a host and removes what controls a terminal', () => {
    const answer = askPredicate('url-risk', { after: `http://${'a'.repeat(500)}\u001b[31m.example` });
    expect(answer?.says.length).toBeLessThan(150);
    expect(answer?.says).not.toContain('\u001b');
  });
});

describe('privileged-scope', () => {
  it.each<[string, JsonValue]>([
    ['a scope', 'manage:members'],
    ['a permission', { resource_server_identifier: 'https://api', permission_name: 'manage:members' }],
  ])('names %s', (_, after) => {
    expect(askPredicate('privileged-scope', { after })).toMatchObject({
      isDanger: true,
      says: expect.stringContaining('manage:members'),
    });
  });

  it('names those of a new grant', () => {
    const resource = createChangedResource({ after: { scope: ['read:a', 'delete:a'] } });
    expect(askPredicate('privileged-scope', { direction: 'created', resource })?.says).toMatch(/delete:a(?!.*read:a)/);
  });

  it('leaves reading, and what goes, alone', () => {
    expect(askPredicate('privileged-scope', { after: 'read:members' })).toBe(WIDER);
    expect(askPredicate('privileged-scope', { direction: 'down', before: 'manage:members' })).toBe(WIDER);
  });
});

describe('management-api', () => {
  const audience = 'https://acme.eu.auth0.com/api/v2/';

  it('names what lets its holder take over the tenant', () => {
    const resource = createChangedResource({ after: { audience } });
    expect(askPredicate('management-api', { after: 'update:users', resource })).toMatchObject({ isDanger: true });
    const item = { resource_server_identifier: audience, permission_name: 'update:users' };
    expect(askPredicate('management-api', { after: item })).toMatchObject({ isDanger: true });
  });

  it('leaves other scopes and other APIs alone', () => {
    const resource = createChangedResource({ after: { audience } });
    expect(askPredicate('management-api', { after: 'read:users', resource })).toBe(WIDER);
    const other = createChangedResource({ after: { audience: 'https://api' } });
    expect(askPredicate('management-api', { after: 'update:users', resource: other })).toBe(WIDER);
  });
});

describe('login-path', () => {
  const code = { is: 'runs-code', says: 'Other code.' } as const;
  const trigger = createReferrer('post-login');

  it('names the trigger that runs code', () => {
    const resource = createChangedResource({ after: {}, findReferrers: () => ({ list: [trigger], isComplete: true }) });
    expect(askPredicate('login-path', { direction: 'any', resource }, code)).toMatchObject({
      is: 'runs-code',
      says: expect.stringContaining('post-login'),
    });
  });

  it('follows shared code to the code that uses it', () => {
    const user = createReferrer('login', { code: '…' }, [trigger]);
    const resource = createChangedResource({ after: {}, findReferrers: () => ({ list: [user], isComplete: true }) });
    expect(askPredicate('login-path', { direction: 'any', resource }, code)?.says).toContain('post-login');
  });

  it('ends with code that refers to itself', () => {
    const loop: RelatedResource = {
      key: 'loop',
      fields: { code: '…' },
      findReferrers: () => ({ list: [loop], isComplete: true }),
    };
    const resource = createChangedResource({ key: 'loop', after: {}, findReferrers: loop.findReferrers });
    expect(askPredicate('login-path', { direction: 'any', resource }, code)).toMatchObject({ is: 'cosmetic' });
  });

  it.each(['any', 'created', 'deleted'] as const)('calls code that nothing runs cosmetic: %s', (direction) => {
    expect(askPredicate('login-path', { direction }, code)).toMatchObject({ is: 'cosmetic' });
  });

  it('does not guess', () => {
    const unknown = createChangedResource({ findReferrers: () => ({ list: [], isComplete: false }) });
    expect(askPredicate('login-path', { direction: 'any', resource: unknown }, code)).toBe(code);
    const known = createChangedResource({ findReferrers: () => ({ list: [trigger], isComplete: false }) });
    expect(askPredicate('login-path', { direction: 'any', resource: known }, code)?.says).toContain('post-login');
  });
});

describe('binding-order', () => {
  const code = { is: 'runs-code', says: 'Other order.' } as const;
  const resource = createChangedResource({ key: 'post-login' });

  it('names what starts and what stops running', () => {
    const binding = { action_name: 'check-country' };
    for (const question of [{ direction: 'up', after: binding } as const, { direction: 'down', before: binding } as const])
      expect(askPredicate('binding-order', { ...question, resource }, code)?.says).toMatch(/check-country.*post-login/);
  });

  it('keeps the answer for another order', () => {
    expect(askPredicate('binding-order', { direction: 'any', resource }, code)).toBe(code);
  });
});

describe('risky-grant', () => {
  it.each([
    'implicit',
    'password',
    'http://auth0.com/oauth/grant-type/password-realm',
    'http://auth0.com/oauth/legacy/grant-type/ro',
  ])('warns of %s', (after) => {
    expect(askPredicate('risky-grant', { after })).toMatchObject({ is: 'widens', isDanger: true });
    expect(askPredicate('risky-grant', { direction: 'down', before: after })).toBe(WIDER);
  });

  it.each(['authorization_code', 'constructor'])('does not warn of %s', (after) => {
    expect(askPredicate('risky-grant', { after })).toBe(WIDER);
  });
});

describe('public-client and third-party', () => {
  const ask = (name: string, after: JsonObject) =>
    askPredicate(name, { direction: 'created', resource: createChangedResource({ after }) });

  it('say what is special about a new application', () => {
    expect(ask('public-client', { app_type: 'spa' })).not.toBe(WIDER);
    expect(ask('public-client', { token_endpoint_auth_method: 'none' })).not.toBe(WIDER);
    const [strict, permissive] = ['strict', 'permissive'].map((mode) =>
      ask('third-party', { is_first_party: false, third_party_security_mode: mode }),
    );
    expect(strict).not.toBe(WIDER);
    expect(permissive?.says).not.toBe(strict?.says);
  });

  it('say nothing of an ordinary one', () => {
    expect(ask('public-client', { app_type: 'regular_web' })).toBe(WIDER);
    expect(ask('third-party', { is_first_party: true })).toBe(WIDER);
  });
});

describe('delegation', () => {
  const field = 'session_transfer.delegation.allow_delegated_access';

  it('is told apart from other transfers', () => {
    expect(askPredicate('delegation', { field, after: true })).toMatchObject({ isDanger: true });
    expect(askPredicate('delegation', { field: 'session_transfer.allow_refresh_token', after: true })).toBe(WIDER);
    expect(askPredicate('delegation', { field, direction: 'down', after: false })).toBe(WIDER);
  });
});

describe('in-minutes', () => {
  const ask = (field: string, after: JsonValue | undefined, sides: { before: JsonObject; after: JsonObject }) =>
    askPredicate('in-minutes', {
      field,
      ...(after === undefined ? {} : { after }),
      resource: createChangedResource(sides),
    });

  it('compares hours with minutes', () => {
    const shorter = { before: { session_lifetime: 2 }, after: { session_lifetime_in_minutes: 90 } };
    expect(ask('session_lifetime_in_minutes', 90, shorter)).toMatchObject({ is: 'tightens' });
    const longer = { before: { session_lifetime: 2 }, after: { session_lifetime: 2, session_lifetime_in_minutes: 150 } };
    expect(ask('session_lifetime_in_minutes', 150, longer)).toMatchObject({ is: 'widens' });
  });

  it('is silent for the same time in another unit, and for the member that gives way', () => {
    const same = { before: { session_lifetime: 2 }, after: { session_lifetime_in_minutes: 120 } };
    expect(ask('session_lifetime_in_minutes', 120, same)).toBeUndefined();
    const longer = { before: { session_lifetime: 2 }, after: { session_lifetime_in_minutes: 240 } };
    expect(ask('session_lifetime', undefined, longer)).toBeUndefined();
  });

  it('keeps the answer where a side is not known', () => {
    expect(ask('session_lifetime', 2, { before: {}, after: { session_lifetime: 2 } })).toBe(WIDER);
  });
});

describe('flag-text and protection-name', () => {
  it('say which switch it is', () => {
    const weaker = { is: 'weakens', says: 'Some switch.' } as const;
    const answer = askPredicate('flag-text', { field: 'flags.enable_public_signup_user_exists_error' }, weaker);
    expect(answer).toMatchObject({ is: 'weakens' });
    expect(answer?.says).not.toBe(weaker.says);
    const resource = createChangedResource({ key: 'bruteForceProtection' });
    expect(askPredicate('protection-name', { direction: 'down', resource }, weaker)).toEqual({
      is: 'weakens',
      says: 'Brute-force protection is switched off.',
    });
    const other = createChangedResource({ key: 'botDetection' });
    expect(askPredicate('protection-name', { resource: other })?.says).toBe('Bot detection is switched on.');
  });

  it('keep the general sentence for a flag without its own, and stay silent where the direction is', () => {
    expect(askPredicate('flag-text', { field: 'flags.constructor' })).toBe(WIDER);
    expect(askPredicate('flag-text', { field: 'flags.change_pwd_flow_v1', direction: 'any' })).toBe(WIDER);
  });
});

describe('last-factor and weak-factor', () => {
  const withSiblings = (key: string, siblings: readonly JsonObject[]) =>
    createChangedResource({ key, listSiblings: () => siblings });
  const tighter = { is: 'tightens', says: 'Locked out.' } as const;

  it('see that no strong factor is left', () => {
    const resource = withSiblings('otp', [
      { name: 'sms', enabled: true },
      { name: 'webauthn-roaming', enabled: false },
    ]);
    expect(askPredicate('last-factor', { direction: 'down', resource }, tighter)).toMatchObject({ is: 'weakens' });
  });

  it('see that one is left, or that the one that goes was weak', () => {
    const left = withSiblings('otp', [{ name: 'webauthn-roaming', enabled: true }]);
    expect(askPredicate('last-factor', { direction: 'down', resource: left }, tighter)).toBe(tighter);
    expect(askPredicate('last-factor', { direction: 'down', resource: withSiblings('sms', []) }, tighter)).toBe(tighter);
  });

  it('see that the one that comes is weak', () => {
    expect(askPredicate('weak-factor', { resource: withSiblings('sms', []) })).toMatchObject({ isDanger: true });
    expect(askPredicate('weak-factor', { resource: withSiblings('webauthn-roaming', []) })).toBe(WIDER);
  });
});

describe('empty-is-all', () => {
  const ask = (direction: 'up' | 'down', before: number, after: number) => {
    const build = (count: number) => ({ filters: Array.from({ length: count }, (_, name) => ({ name })) });
    const resource = createChangedResource({ before: build(before), after: build(after) });
    return askPredicate('empty-is-all', { field: 'filters[]', direction, resource });
  };

  it('turns the first and the last filter around', () => {
    expect(ask('up', 0, 1)).toMatchObject({ is: 'loses' });
    expect(ask('down', 1, 0)).toMatchObject({ is: 'widens', field: 'filters' });
  });

  it('keeps the answer in between', () => {
    expect(ask('up', 1, 2)).toBe(WIDER);
    expect(ask('down', 2, 1)).toBe(WIDER);
  });
});

describe('quota-enforce', () => {
  const ask = (name: string, direction: 'up' | 'down', enforce: boolean, sides: { before?: number; after?: number } = {}) =>
    askPredicate('quota-enforce', {
      field: `token_quota.client_credentials.${name}`,
      direction,
      ...sides,
      resource: createChangedResource({ after: { token_quota: { client_credentials: { enforce } } } }),
    });

  it('takes enforcing as a limit', () => {
    expect(ask('enforce', 'up', true)).toMatchObject({ is: 'tightens' });
    expect(ask('enforce', 'down', false)).toMatchObject({ is: 'widens' });
  });

  it('takes a limit that comes as a limit, and one that goes as none', () => {
    expect(ask('per_hour', 'up', true, { after: 5 })).toMatchObject({ is: 'tightens' });
    expect(ask('per_hour', 'down', true, { before: 5 })).toMatchObject({ is: 'widens' });
    expect(ask('per_hour', 'up', true, { before: 5, after: 6 })).toBe(WIDER);
  });

  it('is silent about numbers that are only logged', () => {
    expect(ask('per_hour', 'up', false, { before: 5, after: 6 })).toBeUndefined();
  });
});

describe('country-mode', () => {
  const ask = (before: JsonObject, after: JsonObject) =>
    askPredicate('country-mode', {
      field: 'country_codes.list[]',
      resource: createChangedResource({ before: { country_codes: before }, after: { country_codes: after } }),
    });

  it.each<[JsonObject, JsonObject, string]>([
    [{ mode: 'allow', list: ['DE'] }, { mode: 'allow', list: ['DE', 'FR'] }, 'widens'],
    [{ mode: 'deny', list: ['DE'] }, { mode: 'deny', list: ['DE', 'FR'] }, 'tightens'],
    [{ mode: 'deny', list: ['DE'] }, { mode: 'allow', list: ['FR'] }, 'tightens'],
    [{ mode: 'allow', list: ['DE'] }, { mode: 'deny', list: ['FR'] }, 'widens'],
    [{ mode: 'allow', list: ['DE'] }, { mode: 'allow', list: ['FR'] }, 'widens'],
  ])('takes list and mode together: %j to %j', (before, after, is) => {
    expect(ask(before, after)).toMatchObject({ is, field: 'country_codes' });
  });

  it('is silent for the same countries', () => {
    expect(ask({ mode: 'allow', list: ['DE', 'FR'] }, { mode: 'allow', list: ['FR', 'DE'] })).toBeUndefined();
  });
});

describe('wide-range', () => {
  it.each(['10.0.0.0/8', '0.0.0.0/0', '2001:db8::/16'])('warns of %s', (after) => {
    expect(askPredicate('wide-range', { after })).toMatchObject({ isDanger: true });
  });

  it.each(['192.0.2.0/24', '10.1.0.0/16', '192.0.2.7', '2001:db8::/48', 'nothing/1'])('does not warn of %s', (after) => {
    expect(askPredicate('wide-range', { after })).toBe(WIDER);
  });
});

describe('grants-of-all-scopes', () => {
  const cosmetic = { is: 'cosmetic', says: 'Nobody has it.' } as const;
  const ask = (fields: JsonObject | undefined) =>
    askPredicate(
      'grants-of-all-scopes',
      {
        after: { value: 'pay' },
        resource: createChangedResource({
          findReferrers: () => ({ list: fields ? [createReferrer('grant', fields)] : [], isComplete: false }),
        }),
      },
      cosmetic,
    );

  it('names who holds a new scope at once', () => {
    expect(ask({ allow_all_scopes: true, client_id: 'Robot' })).toMatchObject({
      is: 'widens',
      says: expect.stringMatching(/pay.*Robot/),
    });
  });

  it('leaves other grants alone', () => {
    expect(ask({ scope: ['pay'] })).toBe(cosmetic);
    expect(ask(undefined)).toBe(cosmetic);
  });
});

describe('open-api', () => {
  const ask = (policy: string | undefined) =>
    askPredicate('open-api', {
      direction: 'created',
      resource: createChangedResource({ after: policy ? { subject_type_authorization: { user: { policy } } } : {} }),
    });

  it('sees that every application may get tokens, also by default', () => {
    expect(ask('allow_all')).toMatchObject({ isDanger: true });
    expect(ask(undefined)).toMatchObject({ isDanger: true });
    expect(ask('require_client_grant')).toBe(WIDER);
  });
});

describe('custom-provider', () => {
  const ask = (before: JsonObject, after: JsonObject) =>
    askPredicate('custom-provider', { direction: 'any', resource: createChangedResource({ before, after }) });

  it('sees that code sends the messages from now on', () => {
    expect(ask({ provider: 'twilio' }, { provider: 'phone-message-hook' })).toMatchObject({ is: 'runs-code' });
    expect(ask({ name: 'smtp' }, { name: 'custom' })).toMatchObject({ is: 'runs-code' });
    expect(ask({ name: 'custom' }, { name: 'custom' })).toBe(WIDER);
    expect(ask({ name: 'custom' }, { name: 'smtp' })).toBe(WIDER);
  });
});

it('every predicate but that of network rules is tested here', async () => {
  const { readFileSync } = await import('node:fs');
  const tests = readFileSync(new URL(import.meta.url), 'utf8');
  expect(PREDICATE_NAMES.filter((name) => !tests.includes(name) && name !== 'acl-effect')).toEqual([]);
});
