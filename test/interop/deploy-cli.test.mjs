import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { NOT_SET_UP, refused, reset, tenant } from './support.mjs';

const CLI = fileURLToPath(new URL('node_modules/auth0-deploy-cli/lib/index.js', import.meta.url));
const HARBOUR = fileURLToPath(new URL('harbour/tenant.yaml', import.meta.url));

/** An export has these in place of secrets. */
const SECRETS = {
  CONNECTIONS_GOOGLE_OAUTH2_SECRET: 'made-up-one',
  CONNECTIONS_OIDC_SECRET: 'made-up-two',
  LOGSTREAMS_HTTP_SECRET: 'made-up-three',
  EVENT_STREAM_PASSWORD: 'made-up-four',
  GUARDIAN_TOKEN: 'made-up-five',
  PHONE_TOKEN: 'made-up-six',
};

const MADE = ['Berth Desk', 'captains', 'Harbour Master', 'close:harbour', 'Note the tide'];

const scratch = mkdtempSync(join(tmpdir(), 'tenon-interop-'));

async function run(args, more = {}) {
  const env = {
    ...process.env,
    AUTH0_DOMAIN: tenant.domain,
    AUTH0_CLIENT_ID: tenant.clientId,
    AUTH0_CLIENT_SECRET: tenant.clientSecret,
    AUTH0_KEYWORD_REPLACE_MAPPINGS: JSON.stringify(SECRETS),
    AUTH0_ALLOW_DELETE: 'false',
    NO_COLOR: '1',
    ...more,
  };
  await promisify(execFile)(process.execPath, [CLI, ...args], { cwd: scratch, env, maxBuffer: 2 ** 26 });
}

async function exported(name) {
  const folder = join(scratch, name);
  await run(['export', '-f', 'yaml', '-o', folder]);
  return folder;
}

/** What the API makes up anew for every object. */
const MADE_UP = /^.*(?:created_at|verification_host|verification_txt): .*\n/gm;

/** Every file of an export with its text. */
const filesOf = (folder) =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [file.slice(folder.length), readFileSync(file, 'utf8').replaceAll(MADE_UP, '')]),
  );

/** `PATCH` before `POST` is how it finds out whether there is a template. */
const TRIED_FIRST = /^404 PATCH \/api\/v2\/email-templates\/verify_email /;
const expected = (line) => NOT_SET_UP.test(line) || TRIED_FIRST.test(line);

before(reset);

test('deploy-cli exports a fresh tenant and imports what it exported', async () => {
  const folder = await exported('fresh');
  await run(['import', '-i', join(folder, 'tenant.yaml')]);
  assert.deepEqual(
    (await refused()).filter((line) => !expected(line)),
    [],
  );
});

test('deploy-cli makes a tenant out of a definition, and the same one out of its export', async () => {
  await reset();
  await run(['import', '-i', HARBOUR]);
  assert.deepEqual(
    (await refused()).filter((line) => !expected(line)),
    [],
  );
  const first = await exported('first');
  const text = readFileSync(join(first, 'tenant.yaml'), 'utf8');
  for (const name of [...MADE, 'shipping-line', 'Tide tables', 'Ask for the tide', 'Old ropes', 'knots', 'Count the gulls'])
    assert.ok(text.includes(name), `the export lacks ${name}`);

  await reset();
  await run(['import', '-i', join(first, 'tenant.yaml')]);
  assert.deepEqual(
    (await refused()).filter((line) => !expected(line)),
    [],
  );
  assert.deepEqual(filesOf(await exported('second')), filesOf(first));
});

test('deploy-cli deletes what a definition does not have', async () => {
  const fresh = join(scratch, 'fresh', 'tenant.yaml');
  const deleting = { AUTH0_ALLOW_DELETE: 'true' };
  // What refers to others first: the emulator refuses to delete what is referred to, and deploy-cli begins with that.
  const referring = { AUTH0_INCLUDED_ONLY: JSON.stringify(['clientGrants', 'roles', 'organizations', 'tokenExchangeProfiles']) };
  await run(['import', '-i', fresh], { ...deleting, ...referring });
  await run(['import', '-i', fresh], deleting);
  assert.deepEqual(
    (await refused()).filter((line) => !expected(line)),
    [],
  );
  const text = readFileSync(join(await exported('third'), 'tenant.yaml'), 'utf8');
  for (const name of [...MADE, 'harbour-log', 'Which berth', 'login.harbour.example'])
    assert.ok(!text.includes(name), `${name} is still there`);
});
