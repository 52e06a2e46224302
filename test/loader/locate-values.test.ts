import { expect, test } from 'vitest';
import { loadOrThrow } from './load-helpers.ts';

const text = `x-web: &web
  callbacks: [https://a.test, https://b.test]
clients:
  - name: App
    <<: *web
    jwt_configuration:
      alg: RS256
    client_secret: canary
roles:
  - name: r
    permissions:
      - resource_server_identifier: x
        permission_name: p
`;

test.each([
  ['clients/App', undefined, 4, 11],
  ['clients/App', '', 4, 11],
  ['clients/App', '/jwt_configuration/alg', 7, 12],
  ['clients/App', '/jwt_configuration', 6, 5],
  ['clients/App', '/jwt_configuration/lifetime_in_seconds', 6, 5],
  ['clients/App', '/logo_uri', 4, 11],
  ['clients/App', '/callbacks/1', 2, 31],
  ['clients/App', '/callbacks/https:~1~1b.test', 2, 31],
  ['clients/App', '/callbacks/https:~1~1c.test', 2, 3],
  ['roles/r', '/permissions/0/permission_name', 13, 26],
  ['roles/r', '/permissions/0', 12, 9],
  ['roles/r', '/permissions/x|p', 12, 9],
  ['roles/r', '/permissions/x|q', 11, 5],
])('%s %s is at %i:%i', async (address, pointer, line, column) => {
  const { locate } = await loadOrThrow(text);
  expect(locate(address, pointer)).toMatchObject({ line, column });
});

test('a place of several lines shows the first', async () => {
  const { locate } = await loadOrThrow(text);
  expect(locate('roles/r', '/permissions/0')).toMatchObject({ length: 29, source: '      - resource_server_identifier: x' });
});

test('nothing is known of what is not declared', async () => {
  const { locate } = await loadOrThrow(text);
  expect(locate('clients/Other', '/name')).toBeUndefined();
});

test('a place shows its line, without secrets', async () => {
  const { locate } = await loadOrThrow(text);
  expect(locate('clients/App', '/client_secret')).toMatchObject({ length: 6, source: '    client_secret: ******' });
  expect(locate('clients/App', '/jwt_configuration/alg')).toMatchObject({ length: 5, source: '      alg: RS256' });
});

test('a list that a marker stands for is written as that marker, any other as its items are', async () => {
  const text = 'clients:\n  - name: a\n    callbacks: @@URLS@@\n    web_origins: ["https://##HOST##", "https://b.test"]\n';
  const { findOrigin: originOf } = await loadOrThrow(text, {
    vars: { URLS: ['https://a.test', 'https://b.test'], HOST: 'a.test' },
  });
  expect(originOf('clients/a', '/callbacks')).toMatchObject({ template: '@@URLS@@', place: { line: 3 } });
  expect(originOf('clients/a', '/web_origins')?.template).toBe('["https://##HOST##","https://b.test"]');
  expect(originOf('clients/a', '/name')).not.toHaveProperty('template');
});
