// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are tenon's own, not JavaScript's.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SECRET_MARK } from '../../src/model/plan/plan.ts';
import { setUpCliScene } from '../support/cli-scene.ts';
import { findLeaks } from '../support/encodings.ts';

// A secret that reaches ordinary fields, and secrets of the tenant that no schema knows: in none of what the built command line prints or writes.

const SHARED = 'canary-shared-11-abcdefgh';
const CODE = 'canary-code-12-ijklmnop';
const LIVE = ['canary-live-13-qrstuvwx', 'canary-live-14-yzabcdef', 'canary-live-15-ghijklmn'] as const;
const ALL = [SHARED, CODE, ...LIVE];
const env = { SHARED, CODE, COPY: `x ${SHARED}` };

const TENANT = `
actions:
  - name: greet
    deployed: true
    code: "exports.onExecutePostLogin = () => '\${secret:CODE}';"
    supported_triggers: [{ id: post-login, version: v3 }]
clients:
  - { name: Shop, client_secret: "\${secret:SHARED}", description: "\${env:COPY}" }
roles:
  - { name: clerk, description: "a \${env:SHARED}" }
connections:
  - name: staff
    strategy: oidc
    options: { client_id: id, issuer: https://idp.test, authorization_endpoint: https://idp.test/a, jwks_uri: https://idp.test/k, type: front_channel, scope: openid }
`;
const scene = setUpCliScene({ 'tenant.yaml': TENANT });

async function runWithoutLeaks(args: readonly string[], codes: readonly number[]): Promise<void> {
  const result = await scene().run(args, env);
  expect({ args, leaks: findLeaks(result.stdout + result.stderr, ALL) }).toEqual({ args, leaks: [] });
  expect({ args, code: codes.includes(result.code ?? -1) ? 'fine' : result.stderr }).toEqual({ args, code: 'fine' });
}

function expectNoLeaksInFiles(): void {
  const files = readdirSync(scene().folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const file of files.map((entry) => join(entry.parentPath, entry.name)))
    expect({ file, leaks: findLeaks(readFileSync(file, 'latin1'), ALL) }).toEqual({ file, leaks: [] });
}

/** Somebody at the dashboard sets options that no schema knows. */
async function setUnknownOptions(): Promise<void> {
  const ann = scene().emulator.asPerson({ user_id: 'google-oauth2|1', name: 'Ann Example', email: 'ann@acme.test' });
  const listed = await ann.request('GET', '/connections?name=staff');
  const [connection] = JSON.parse(JSON.stringify(listed.body));
  const [private_key, future_client_secret, api_token] = LIVE;
  const options = { ...connection.options, private_key, future_client_secret, nested: { api_token } };
  expect((await ann.request('PATCH', `/connections/${connection.id}`, { options })).status).toBe(200);
}

it('is nowhere, from the first plan to the way back', async () => {
  await runWithoutLeaks(['plan', '--out', 'plan.json', '--events', 'e1'], [0]);
  await runWithoutLeaks(['apply', '--plan', 'plan.json', '--yes', '--events', 'e2', '--format', 'json'], [0]);
  await setUnknownOptions();
  await runWithoutLeaks(['backup', '--out', 'backup.json'], [0]);
  // A backup reads no definition: which ordinary fields came from a secret source it does not know.
  expect(findLeaks(scene().read('backup.json'), LIVE)).toEqual([]);
  rmSync(join(scene().folder, 'backup.json'));
  const changed = TENANT.replace('name: greet', 'name: greet\n    runtime: node22').replace('client_id: id', 'client_id: other');
  scene().write(
    'tenant.yaml',
    changed.replace('name: Shop', 'name: Shop, app_type: spa').replace('"a $', '"b $').replace("=> '$", "=> 'b$"),
  );
  for (const format of ['text', 'markdown', 'html', 'json']) await runWithoutLeaks(['plan', '--format', format], [0]);
  for (const format of ['text', 'json', 'junit', 'sarif', 'markdown', 'html'])
    await runWithoutLeaks(['drift', '--format', format], [0, 2]);
  for (const address of ['actions/greet', 'connections/staff', 'roles/clerk', 'clients/Shop'])
    await runWithoutLeaks(['explain', address, '--format', 'json'], [0]);
  await runWithoutLeaks(['apply', '--yes', '--events', 'e3', '--format', 'json'], [0]);
  const last = readdirSync(join(scene().folder, '.tenon/runs')).sort().at(-1) ?? '';
  for (const args of [['runs'], ['runs', last], ['rollback', last, '--yes']]) await runWithoutLeaks(args, [0]);
  expectNoLeaksInFiles();
  // What is only masked in files is what it was in the tenant, also after the way back.
  const state = JSON.stringify(scene().emulator.dump());
  expect(LIVE.filter((secret) => !state.includes(secret))).toEqual([]);
  expect(state).not.toContain(SECRET_MARK);
});
