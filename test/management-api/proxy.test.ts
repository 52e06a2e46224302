import { expect, test } from 'vitest';
import { findProxy } from '../../src/management-api/transport/proxy.ts';

const PROXY = 'http://proxy.acme.test:3128';
const TENANT = 'https://acme.eu.auth0.com/api/v2/roles';

test.each([
  [{ HTTPS_PROXY: PROXY }],
  [{ https_proxy: PROXY }],
  [{ HTTP_PROXY: PROXY }],
  [{ HTTPS_PROXY: 'proxy.acme.test:3128' }],
  [{ HTTPS_PROXY: PROXY, HTTP_PROXY: 'http://other.test' }],
  [{ https_proxy: PROXY, HTTPS_PROXY: 'http://other.test' }],
  [{ HTTPS_PROXY: PROXY, NO_PROXY: 'other.test, auth0.com:8443,eu.auth0.co,u.auth0.com' }],
  [{ HTTPS_PROXY: PROXY, NO_PROXY: 'auth0.com', no_proxy: '' }],
])('with %j the proxy is used', (env) => {
  expect(findProxy(new URL(TENANT), env)?.origin).toBe(PROXY);
});

test.each<[Readonly<Record<string, string>>]>([
  [{}],
  [{ HTTPS_PROXY: '' }],
  ...['*', 'acme.eu.auth0.com', 'AUTH0.com', '.auth0.com', '*.auth0.com', 'a.test auth0.com:443', 'x, acme.eu.auth0.com'].map(
    (list): [Readonly<Record<string, string>>] => [{ HTTPS_PROXY: PROXY, NO_PROXY: list }],
  ),
])('with %j none is used', (env) => {
  expect(findProxy(new URL(TENANT), env)).toBeUndefined();
});

test('plain HTTP, which goes to this machine only, never takes a proxy', () => {
  expect(findProxy(new URL('http://127.0.0.1:4010/api/v2/roles'), { HTTP_PROXY: PROXY, HTTPS_PROXY: PROXY })).toBeUndefined();
});
