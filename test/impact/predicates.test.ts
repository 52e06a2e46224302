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

  it('never shows more than the host', () => {
    const answer = askPredicate('url-risk', { after: 'http://me:hunter2@cargo.example/x?t=hunter3' });
    expect(answer?.says).toContain('cargo.example');
    expect(answer?.says).not.toContain('hunter');
  });

  it('names the scheme where it alone decides who gets the request', () => {
    expect(askPredicate('url-risk', { after: 'com.cargo.app://localhost/cb' })?.says).toContain('com.cargo.app');
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
    expect(askPredicate('privileged-scope', { after })?.says).toContain('manage:members');
  });

  it('names those of a new grant as a whole, so that each needs no line of its own', () => {
    const resource = createChangedResource({ isNew: true, after: { scope: ['read:a', 'delete:a'] } });
    expect(askPredicate('privileged-scope', { direction: 'created', resource })?.says).toMatch(/delete:a(?!.*read:a)/);
    expect(askPredicate('privileged-scope', { after: 'delete:a', resource })).not.toHaveProperty('isDanger');
    const permission = { resource_server_identifier: 'https://api', permission_name: 'delete:a' };
    expect(askPredicate('privileged-scope', { after: permission, resource })).toMatchObject({ isDanger: true });
  });

  it('sees that a new grant has every scope', () => {
    const resource = createChangedResource({ after: { allow_all_scopes: true } });
    expect(askPredicate('privileged-scope', { direction: 'created', resource })).not.toBe(WIDER);
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
    expect(askPredicate('management-api', { after: 'update:users', resource })?.says).toContain('update:users');
    const item = { resource_server_identifier: audience, permission_name: 'update:users' };
    expect(askPredicate('management-api', { after: item })).toMatchObject({ isDanger: true });
  });

  it('sees that every scope comes in, with a new grant or with an old one', () => {
    const resource = createChangedResource({ after: { audience, allow_all_scopes: true } });
    const answers = (['created', 'up'] as const).map((direction) =>
      askPredicate('management-api', { direction, after: true, resource }),
    );
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]).not.toEqual(WIDER);
    expect(askPredicate('management-api', { direction: 'down', after: false, resource })).toBe(WIDER);
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

describe('public-client, machine-client and third-party', () => {
  const ask = (name: string, after: JsonObject) =>
    askPredicate(name, { direction: 'created', resource: createChangedResource({ after }) });

  it('say what is special about a new application', () => {
    expect(ask('public-client', { app_type: 'spa' })).not.toBe(WIDER);
    expect(ask('public-client', { token_endpoint_auth_method: 'none' })).not.toBe(WIDER);
    expect(ask('machine-client', { grant_types: ['client_credentials'] })).not.toBe(WIDER);
    const [strict, permissive] = ['strict', 'permissive'].map((mode) =>
      ask('third-party', { is_first_party: false, third_party_security_mode: mode }),
    );
    expect(strict).not.toBe(WIDER);
    expect(permissive?.says).not.toBe(strict?.says);
  });

  it('say of one without users that goes that nobody is signed out', () => {
    const before = { grant_types: ['client_credentials'] };
    const ask = (fields: JsonObject) =>
      askPredicate('machine-client', { direction: 'deleted', resource: createChangedResource({ before: fields }) });
    expect(ask(before)).not.toBe(WIDER);
    expect(ask({ grant_types: ['authorization_code'] })).toBe(WIDER);
  });

  it('say nothing of an ordinary one', () => {
    expect(ask('public-client', { app_type: 'regular_web' })).toBe(WIDER);
    expect(ask('machine-client', { grant_types: ['authorization_code', 'client_credentials'] })).toBe(WIDER);
    expect(ask('machine-client', { app_type: 'non_interactive' })).toBe(WIDER);
    expect(ask('third-party', { is_first_party: true })).toBe(WIDER);
  });
});

describe('open-signup', () => {
  const ask = (after: JsonObject, direction: 'created' | 'deleted' = 'created') =>
    askPredicate('open-signup', { direction, resource: createChangedResource({ after }) });

  it('says that strangers can sign up, whether that is declared or left to the API', () => {
    for (const options of [{}, { disable_signup: false }, { disable_signup: null }])
      for (const strategy of ['auth0', 'sms', 'email']) expect(ask({ strategy, options })?.says).not.toBe(WIDER.says);
    expect(ask({ strategy: 'auth0' })).toMatchObject({ is: 'widens' });
  });

  it('says nothing where only known users sign in, or nobody does any more', () => {
    expect(ask({ strategy: 'auth0', options: { disable_signup: true } })).toBe(WIDER);
    expect(ask({ strategy: 'samlp', options: {} })).toBe(WIDER);
    expect(ask({ strategy: 'auth0' }, 'deleted')).toBe(WIDER);
  });
});

describe('danger', () => {
  it('keeps what is said, and says it of a new resource too', () => {
    expect(askPredicate('danger', { after: true })).toEqual({ ...WIDER, isDanger: true });
    expect(askPredicate('danger', { direction: 'down', after: false })).toBe(WIDER);
  });
});

describe('while-rotating', () => {
  const ask = (before: JsonObject, after: JsonObject) =>
    askPredicate('while-rotating', {
      field: 'refresh_token.leeway',
      resource: createChangedResource({ before: { refresh_token: before }, after: { refresh_token: after } }),
    });
  const rotating = { rotation_type: 'rotating' };
  const other = { rotation_type: 'non-rotating' };

  it('is silent unless tokens rotate before and after', () => {
    expect(ask(rotating, rotating)).toBe(WIDER);
    expect(ask(other, rotating)).toBeUndefined();
    expect(ask(rotating, other)).toBeUndefined();
    expect(ask({}, rotating)).toBeUndefined();
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

describe('protection-name', () => {
  it('says which protection it is', () => {
    const weaker = { is: 'weakens', says: 'Some switch.' } as const;
    const resource = createChangedResource({ key: 'bruteForceProtection' });
    expect(askPredicate('protection-name', { direction: 'down', resource }, weaker)).toEqual({
      is: 'weakens',
      says: 'Brute-force protection is switched off.',
    });
    const other = createChangedResource({ key: 'botDetection' });
    expect(askPredicate('protection-name', { resource: other })?.says).toBe('Bot detection is switched on.');
  });
});

describe('shield-name', () => {
  it('says what the shield does that comes or goes', () => {
    const shields = ['block', 'user_notification', 'admin_notification'];
    const ask = (direction: 'up' | 'down') =>
      shields.map((shield) => askPredicate('shield-name', { direction, before: shield, after: shield })?.says);
    expect(new Set([...ask('up'), ...ask('down'), WIDER.says]).size).toBe(7);
    expect(askPredicate('shield-name', { after: 'constructor' })).toBe(WIDER);
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

  it('see that no phishing-resistant factor is left', () => {
    const otp = { name: 'otp', enabled: true };
    const ask = (key: string, siblings: readonly JsonObject[]) =>
      askPredicate('last-factor', { direction: 'down', resource: withSiblings(key, siblings) }, tighter);
    expect(ask('webauthn-roaming', [otp])).toMatchObject({ is: 'weakens' });
    expect(ask('webauthn-roaming', [otp, { name: 'webauthn-platform', enabled: true }])).toBe(tighter);
    expect(ask('push-notification', [otp])).toBe(tighter);
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
    expect(ask('down', 1, 0)).toMatchObject({ is: 'widens' });
  });

  it('keeps the answer in between', () => {
    expect(ask('up', 1, 2)).toBe(WIDER);
    expect(ask('down', 2, 1)).toBe(WIDER);
  });
});

describe('quota-enforce', () => {
  const ask = (enforce: readonly [boolean | undefined, boolean | undefined], sides: { before?: number; after?: number }) => {
    const [before, after] = enforce.map((value) =>
      value === undefined ? {} : { token_quota: { client_credentials: { enforce: value } } },
    );
    return askPredicate('quota-enforce', {
      field: 'token_quota.client_credentials.per_hour',
      ...sides,
      resource: createChangedResource({ ...(before ? { before } : {}), ...(after ? { after } : {}) }),
    });
  };

  it('takes a limit that comes as a limit, and one that goes as none', () => {
    expect(ask([undefined, true], { after: 5 })).toMatchObject({ is: 'tightens' });
    expect(ask([true, undefined], { before: 5 })).toMatchObject({ is: 'widens' });
    expect(ask([true, true], { before: 5, after: 6 })).toBe(WIDER);
  });

  it('is silent about numbers that are only logged', () => {
    expect(ask([true, false], { before: 5, after: 6 })).toBeUndefined();
    expect(ask([false, undefined], { before: 5 })).toBeUndefined();
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
    expect(ask(before, after)).toMatchObject({ is });
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
    expect(ask('allow_all')).not.toBe(WIDER);
    expect(ask(undefined)).not.toBe(WIDER);
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
