import { describe, expect, it } from 'vitest';
import { CEL_FUNCTIONS } from '../../src/posture/functions/cel-functions.ts';
import { evaluateCondition } from './evaluate-rule.ts';

const ask = (expression: string, r: object = {}, t = {}): unknown =>
  evaluateCondition(expression, { r, t, prod: true, isNew: false, regulated: false });

const VALUES = [
  null,
  true,
  1.5,
  7n,
  '',
  'http://a.example',
  'x'.repeat(70_000),
  [],
  [null, 'a', {}],
  {},
  { options: null, rule: 1 },
];
const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  bool: (value) => typeof value === 'boolean',
  double: (value) => typeof value === 'number' && !Number.isNaN(value),
  string: (value) => typeof value === 'string',
  'list<string>': (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
  'list<dyn>': Array.isArray,
  dyn: (value) => value !== undefined,
};

describe.each(CEL_FUNCTIONS.map((one) => [one.signature, one] as const))('%s', (signature, { call, about }) => {
  it('answers with a value of its type, whatever it is given', () => {
    const [, parameters = '', result = ''] = /^\w+\((.*)\): (.+)$/.exec(signature) ?? [];
    const isResult = TYPES[result] ?? (() => false);
    const choose = (type: string): readonly unknown[] =>
      type === 'string' ? ['', 'a.b', 'options', 'post-login', '__proto__'] : type === 'double' ? [0, 168] : VALUES;
    const calls = parameters
      .split(', ')
      .reduce<readonly (readonly unknown[])[]>(
        (given, type) => given.flatMap((one) => choose(type).map((value) => [...one, value])),
        [[]],
      );
    expect(calls.filter((values) => !isResult(call(...values)))).toEqual([]);
    expect(about).toMatch(/^[A-Z].*\.$/);
  });
});

it('each function has one name', () => {
  const names = CEL_FUNCTIONS.map(({ signature }) => signature.slice(0, signature.indexOf('(')));
  expect(new Set(names).size).toBe(names.length);
});

it.each([
  ['get(r, "a.b", 1)', { a: { b: 2 } }, 2],
  ['get(r, "a.b", 1)', { a: { b: 'two' } }, 1n],
  ['get(r, "a.b", "none")', { a: null }, 'none'],
  ['get(r, "constructor", "none")', {}, 'none'],
  ['strings(r, "a")', { a: ['x', 1, null, 'y'] }, ['x', 'y']],
  ['isSet(r, "a")', { a: null }, false],
  ['isSet(r, "a")', { a: false }, true],
  ['isStated(r, "a")', { $stated: ['b'] }, false],
  ['isStated(r, "a")', {}, true],
  ['host("https://*.Shop.example./cb?x=http://evil.example")', {}, 'x.shop.example'],
  ['host("com.acme.app://cb")', {}, 'cb'],
  ['host("shop.example")', {}, ''],
  ['wideCidr("10.0.0.0/15")', {}, true],
  ['wideCidr("10.0.0.0")', {}, false],
  ['wideCidr("10.0.0.0/x")', {}, false],
  ['privileged("orders:delete")', {}, true],
  ['privileged("read:administrators")', {}, false],
  ['takeover("update:users")', {}, true],
  ['takeover("read:users")', {}, false],
  ['managementAudience("https://acme.eu.auth0.com/api/v2/")', {}, true],
  ['managementAudience("https://acme.eu.auth0.com/api/v2/users")', {}, false],
  ['minLength(r)', { options: { passwordPolicy: 'excellent' } }, 10],
  ['minLength(r)', {}, 8],
  ['hours(r, "session_lifetime", 168.0)', { session_lifetime: 1, session_lifetime_in_minutes: 90 }, 1.5],
  ['userCodeBits(r) > 34.0', { device_flow: {} }, true],
  ['secretMembers(r)', { api_key: 'x', monkey: 'y', password: '' }, ['api_key']],
  ['exactVersion("1.2")', {}, false],
])('%s of %o is %o', (expression, r, expected) => {
  expect(ask(expression, r)).toEqual(expected);
});

it('references lead to other resources by their keys', () => {
  const t = {
    clients: [{ $key: 'App', name: 'App' }],
    clientGrants: [{ client_id: 'App', audience: 'https://api.example/' }],
    resourceServers: [{ $key: 'https://api.example/', name: 'API' }],
  };
  expect(ask('clientOf(of(t, "clientGrants")[0], t).name', {}, t)).toBe('App');
  expect(ask('apiOf(grantsOf(r, t)[0], t).name', { $key: 'App' }, t)).toBe('API');
  expect(ask('clientsUsing(r, t)', { enabled_clients: ['App', 'Other'] }, t)).toEqual([t.clients[0]]);
  expect(ask('size(grantsOf(r, t))', {}, { clientGrants: [{ audience: 'https://api.example/' }] })).toBe(0n);
});
