import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { findProblemCodes, loadFolder } from './load-helpers.ts';

const NAMES = [
  'AUTH0_CLIENT_SECRET',
  'AUTH0_ACCESS_TOKEN',
  'AUTH0_CLIENT_SIGNING_KEY',
  'AUTH0_CLIENT_SIGNING_KEY_PATH',
  'TENON_PLAN_KEY',
  'TENON_CACHE_KEY',
  'TENON_NOTIFY_URL',
  'TENON_LIMITER',
];

describe.each(NAMES)('%s never enters a definition', (name) => {
  const env = { [name]: 'own-0123456789' };
  it.each([
    [`description: "\${env:${name}}"`, 19],
    [`description: "\${env:${name}:-other}"`, 19],
    [`description: "a \${secret:${name}}"`, 21],
    [`description: "##${name}##"`, 19],
    [`description: "@@${name}@@"`, 18],
    [`description: @@${name}@@`, 18],
  ])('as %s', async (field, column) => {
    const text = `roles:\n  - name: a\n    ${field}\n`;
    for (const given of [env, {}]) expect(await findProblemCodes(text, { env: given })).toEqual([`own-credential 3:${column}`]);
    expect(await findProblemCodes(text, { vars: env })).toEqual([`own-credential 3:${column}`]);
  });

  it('nor in a secret field, in a comment of which it may stand', async () => {
    const text = `clients:\n  - name: a\n    client_secret: "##${name}##"\n# ##${name}##\n`;
    expect(await findProblemCodes(text, { env })).toEqual(['own-credential 3:21']);
  });
});

it('the key that tenon signs in with is no file of a definition, whatever name leads to it', async () => {
  const folder = createTemporaryFolder({
    'tenant.yaml': `roles: [{ name: a, description: "\${file:link}" }]\n`,
    'own.pem': 'key',
    'other.pem': 'key',
  });
  symlinkSync(join(folder, 'own.pem'), join(folder, 'link'));
  const loadWithKey = (key: string) => loadFolder(folder, { env: { AUTH0_CLIENT_SIGNING_KEY_PATH: join(folder, key) } });
  expect(await loadWithKey('own.pem')).toMatchObject({ ok: false, error: [{ code: 'own-credential' }] });
  expect((await loadWithKey('other.pem')).ok).toBe(true);
});
