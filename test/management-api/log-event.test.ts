import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseLogEvent } from '../../src/management-api/log/log-event.ts';
import type { JsonValue } from '../../src/model/json/json-value.ts';
import { buildAnnRow, buildProgramRow, buildTenonRow } from '../support/log-rows.ts';

const parseWrite = (row: JsonValue) => parseLogEvent(row)?.write;

describe('who', () => {
  test('a person in the dashboard', () => {
    expect(parseWrite(buildAnnRow('PATCH', '/clients/abc', { at: '2026-11-20T14:03:00.000Z' }))?.by).toEqual({
      who: { kind: 'person', name: 'Ann Example', email: 'ann@acme.test' },
      via: 'dashboard',
      at: '2026-11-20T14:03:00.000Z',
      request: { method: 'PATCH', path: '/clients/abc' },
      tenon: false,
    });
  });

  test('an application, and the program it runs', () => {
    const row = buildProgramRow('POST', '/roles', { more: { auth0_client: { name: 'auth0-deploy-cli', version: '8.0.0' } } });
    expect(parseWrite(row)?.by).toMatchObject({
      who: { kind: 'application', name: 'Deploy', clientId: 'c1' },
      via: 'api',
      tool: 'auth0-deploy-cli',
      tenon: false,
    });
  });

  test.each([
    ['its correlation id', { references: { correlation_id: 'tenon-20261120140000-abcdef01.7' } }],
    ['its name', { auth0_client: { name: 'tenon', version: '0.1.0' } }],
    ['its user agent', { user_agent: 'tenon/0.1.0' }],
  ])('tenon itself, by %s', (_, more) => {
    expect(parseWrite(buildProgramRow('PATCH', '/clients/abc', { more }))?.by.tenon).toBe(true);
  });

  test('nobody known is an application without a name', () => {
    const row = buildProgramRow('PATCH', '/clients/abc', { more: { client_id: 7, client_name: null } });
    expect(parseWrite(row)?.by.who).toEqual({ kind: 'application', name: '' });
  });
});

describe('what', () => {
  const parsePath = (path: string): string | undefined => {
    const row = buildAnnRow('PATCH', '');
    return parseWrite({ ...row, details: { request: { method: 'patch', path } } })?.path;
  };

  test.each([
    ['/api/v2/roles/rol_1', '/roles/rol_1'],
    ['/v2/attack-protection/bot-detection', '/attack-protection/bot-detection'],
    ['roles/rol_1/', '/roles/rol_1'],
    ['https://acme.eu.auth0.com/api/v2/roles?x=1', '/roles'],
    ['/api/v2/resource-servers/https%3A%2F%2Fapi.acme.test', '/resource-servers/https%3A%2F%2Fapi.acme.test'],
    ['/api/v2/users/auth0|1', '/users/auth0%7C1'],
    ['/api/v2/roles/%zz', '/roles/%25zz'],
    ['/api/v2/rules-configs/{key}', '/rules-configs/%7Bkey%7D'],
    ['', ''],
  ])('the path %s', (path, expected) => expect(parsePath(path)).toBe(expected));

  test('what was sent', () => {
    const body = { name: 'a', callbacks: [] };
    expect(parseWrite(buildAnnRow('PATCH', '/clients/abc', { body }))?.sent).toEqual(body);
    expect(parseWrite(buildAnnRow('PATCH', '/clients/abc'))?.sent).toBeUndefined();
    expect(parseWrite(buildAnnRow('PATCH', '/clients/abc', { body: {} }))?.sent).toBeUndefined();
  });

  test('only writes that were carried out', () => {
    expect(parseWrite(buildAnnRow('GET', '/clients'))).toBeUndefined();
    expect(parseWrite(buildAnnRow('PATCH', '/clients/abc', { more: { type: 'fapi' } }))).toBeUndefined();
    const refused = buildAnnRow('PATCH', '/clients/abc');
    expect(
      parseWrite({ ...refused, details: { request: { method: 'patch', path: '/x' }, response: { statusCode: 409 } } }),
    ).toBeUndefined();
    expect(parseWrite(buildTenonRow('DELETE', '/clients/abc'))?.method).toBe('DELETE');
  });

  test('a login is an event without a write', () => {
    expect(parseLogEvent({ log_id: '1', date: '2026-11-20T14:03:00.000Z', type: 's' })).toEqual({
      id: '1',
      at: '2026-11-20T14:03:00.000Z',
      type: 's',
    });
  });
});

test('whatever comes is an event with an id, a time and a type, or none', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (row, request, more) => {
      const strange = {
        ...buildAnnRow('PATCH', '/x'),
        details: { request, response: more },
        references: more,
        auth0_client: more,
      };
      for (const one of [row, strange]) {
        const event = parseLogEvent(JSON.parse(JSON.stringify(one)));
        if (event) expect([typeof event.id, typeof event.at, typeof event.type]).toEqual(['string', 'string', 'string']);
      }
    }),
  );
});
