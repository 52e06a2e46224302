import { once } from 'node:events';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { setUpCliScene } from '../support/cli-scene.ts';
import { generatePublicPem } from '../support/client-keys.ts';
import { findLeaks, listEncodings } from '../support/encodings.ts';
import type { Fault } from '../support/fault-proxy.ts';
import { pickSample } from '../support/run-size.ts';

// Every byte that the built command line gives away while it has secrets at hand: what it prints, writes, posts, and sends in headers.

// Spelt so that each writing of it is another one.
const SECRETS = {
  CLIENT: 'canary-client "ä/+&<\\ 01-abcdefgh',
  GOOGLE: "canary-google 'ö?=>% 02-ijklmnop",
  METADATA: 'canary-metadata-03-qrstuvwx',
  LITERAL: 'canary-literal-04-yzabcdef-ghijklmn',
  PLAN_KEY: 'canary-plan-key-05-ghijklmn',
  CACHE_KEY: 'canary-cache-key-06-opqrstuv',
  HOOK: 'canary-webhook-07-wxyzabcd',
  PEM_A: generatePublicPem(),
  PEM_B: generatePublicPem(),
};
const { CLIENT, GOOGLE, METADATA, PEM_A, PEM_B } = SECRETS;
const env = { CLIENT, GOOGLE, METADATA, PEM_A, PEM_B };
/** Any line of a key is as much of a leak as the whole. */
const listKeyLines = (pem: string): readonly string[] => pem.split('\n').filter((line) => line.length === 64);
const keys = { TENON_PLAN_KEY: SECRETS.PLAN_KEY, TENON_CACHE_KEY: SECRETS.CACHE_KEY, TENON_DEBUG: '1' };

const TENANT = `
clients:
  - name: Shop
    client_secret: "\${secret:CLIENT}"
    client_metadata: { note: "\${secret:METADATA}" }
  - name: Written
    client_secret: ${SECRETS.LITERAL}
  - name: Keyed
    client_authentication_methods:
      private_key_jwt:
        credentials: [{ name: key, credential_type: public_key, pem: "\${secret:PEM_A}" }]
connections:
  - name: google
    strategy: google-oauth2
    options: { client_id: id, client_secret: "\${secret:GOOGLE}" }
`;
const scene = setUpCliScene({ 'tenant.yaml': TENANT });

/** What the command line wrote beside the definition. */
const listWrittenFiles = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'tenant.yaml' && !entry.name.endsWith('.mjs'))
    .map((entry) => join(entry.parentPath, entry.name));

/** The definition's secrets, ours, and the tokens that were in use. */
function listAllSecrets(): readonly string[] {
  const { proxy, emulator } = scene();
  const tokens = proxy.seen.flatMap(({ headers }) => String(headers.authorization ?? '').replace('Bearer ', '') || []);
  const lines = [PEM_A, PEM_B].flatMap(listKeyLines);
  return [
    ...new Set([
      ...Object.values(SECRETS),
      ...lines,
      emulator.clientSecret,
      ...tokens,
      ...tokens.map((token) => token.slice(-40)),
    ]),
  ];
}

async function runWithoutLeaks(what: string, args: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const result = await scene().run(args, { ...env, ...keys, ...more });
  expect({ what, leaks: findLeaks(result.stdout + result.stderr, listAllSecrets()) }).toEqual({ what, leaks: [] });
  return result;
}

function expectNoLeaksInFiles(): void {
  for (const file of listWrittenFiles(scene().folder)) {
    expect({ file, leaks: findLeaks(readFileSync(file, 'latin1'), listAllSecrets()) }).toEqual({ file, leaks: [] });
    expect({ file, mode: statSync(file).mode & 0o777 }).toEqual({ file, mode: 0o600 });
  }
}

const changeDefinition = (): void =>
  scene().write(
    'tenant.yaml',
    TENANT.replace('PEM_A', 'PEM_B').replace('id,', 'other,').replace('name: Shop', 'name: Shop\n    description: new'),
  );

describe('no secret is seen', () => {
  it('from a first plan to drift, in every form, with traces', async () => {
    scene().write('plan.json', 'readable by everybody');
    for (const format of ['text', 'markdown', 'html', 'json'])
      await runWithoutLeaks(`plan ${format}`, [
        'plan',
        '--trace',
        '--format',
        format,
        '--out',
        'plan.json',
        '--cache',
        'cache',
        '--events',
        'e1',
      ]);
    for (const format of ['text', 'markdown', 'html', 'json'])
      await runWithoutLeaks(`show ${format}`, ['show', 'plan.json', '--format', format]);
    const applied = await runWithoutLeaks('apply', [
      'apply',
      '--plan',
      'plan.json',
      '--yes',
      '--trace',
      '--events',
      'e2',
      '--format',
      'json',
    ]);
    expect(applied.code).toBe(0);
    writeFileSync(join(scene().folder, 'result.json'), applied.stdout, { mode: 0o600 });
    await runWithoutLeaks('show result', ['show', 'result.json']);
    changeDefinition();
    for (const format of ['text', 'markdown', 'html', 'json', 'junit', 'sarif'])
      await runWithoutLeaks(`drift ${format}`, ['drift', '--trace', '--format', format, '--cache', 'cache', '--events', 'e3']);
    for (const verb of ['validate', 'scopes']) await runWithoutLeaks(verb, [verb]);
    expectNoLeaksInFiles();
  });

  it.each(pickSample<Fault>(['quoted', 'altered', 'truncated', 'error after'], 1, 'secrets in faults'))(
    'where every write is %s',
    async (fault) => {
      scene().proxy.chooseFault = ({ method, path }) => (method === 'GET' || !path.startsWith('/api/') ? undefined : fault);
      for (const format of ['text', 'json'])
        await runWithoutLeaks(fault, ['apply', '--yes', '--trace', '--events', 'events', '--format', format]);
      expectNoLeaksInFiles();
    },
  );

  it.each(pickSample<Fault>(['quoted', 'lost after'], 1, 'secrets in rotations'))(
    'where every write of a rotation is %s',
    async (fault) => {
      expect((await runWithoutLeaks('apply', ['apply', '--yes'])).code).toBe(0);
      changeDefinition();
      scene().proxy.chooseFault = ({ method, path }) => (method === 'GET' || !path.startsWith('/api/') ? undefined : fault);
      await runWithoutLeaks(fault, ['apply', '--yes', '--trace', '--events', 'events', '--format', 'json']);
      expectNoLeaksInFiles();
    },
  );

  it('when the credentials are refused, the domain is none, or a file cannot be written', async () => {
    await runWithoutLeaks('credentials', ['plan', '--trace'], { AUTH0_CLIENT_SECRET: SECRETS.LITERAL });
    await runWithoutLeaks('token', ['plan', '--trace'], { AUTH0_ACCESS_TOKEN: SECRETS.LITERAL });
    await runWithoutLeaks('domain', ['plan'], { AUTH0_DOMAIN: `https://user:${SECRETS.LITERAL}@acme.eu.auth0.com` });
    await runWithoutLeaks('events', ['plan', '--events', '/nowhere/events']);
    await runWithoutLeaks('vars', ['plan', '--vars', 'tenant.yaml']);
    await runWithoutLeaks('unknown option', ['plan', '--secret', 'x']);
  });

  it('in a message to a webhook, or about one that fails', async () => {
    expect((await runWithoutLeaks('apply', ['apply', '--yes'])).code).toBe(0);
    changeDefinition();
    const received: string[] = [];
    const server = createServer((request, response) => {
      request.setEncoding('utf8');
      request.on('data', (chunk: string) => received.push(chunk, JSON.stringify(request.headers)));
      request.on('end', () => response.end(received.join('')));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const hook = `http://127.0.0.1:${port}/${SECRETS.HOOK}`;
    for (const format of ['json', 'slack'])
      await runWithoutLeaks(format, ['drift', '--notify-format', format, '--trace'], { TENON_NOTIFY_URL: hook });
    server.close();
    server.closeAllConnections();
    expect(received.length).toBeGreaterThan(0);
    expect(findLeaks(received.join('\n'), listAllSecrets())).toEqual([]);
    await runWithoutLeaks('nobody there', ['drift'], { TENON_NOTIFY_URL: `ftp://127.0.0.1:${port}/${SECRETS.HOOK}` });
  });

  const BREAKS = [
    ['print', 'process.stdout.write = () => { throw thrown(); };'],
    [
      'work',
      'const has = Map.prototype.get; Map.prototype.get = function (key) { if (key === "clients") throw thrown(); return has.call(this, key); };',
    ],
    ['turn later', 'setTimeout(() => { throw thrown(); }, 300);'],
    ['parse', 'JSON.stringify = () => { JSON.parse(Object.values(process.env).join()); };'],
  ] as const;

  it.each(pickSample(BREAKS, 1, 'breaks'))('when tenon itself breaks, at a %s', async (_, code) => {
    const message = 'Object.values(process.env).join(" ")';
    scene().write('crash.mjs', `const thrown = () => Object.assign(new Error(${message}), { secret: ${message} });\n${code}\n`);
    const preload = { NODE_OPTIONS: `--import ${join(scene().folder, 'crash.mjs')}` };
    const { code: exit, stderr } = await runWithoutLeaks('crash', ['plan', '--trace', '--format', 'json'], preload);
    expect(exit).not.toBe(0);
    expect(stderr).toContain('error[internal]');
    const quiet = await scene().run(['plan', '--format', 'json'], { ...env, ...preload });
    expect(quiet.stderr).not.toMatch(/^ +at /m);
  });
});

it('the search itself finds what it looks for, in each writing', () => {
  for (const secret of Object.values(SECRETS)) {
    for (const form of listEncodings(secret)) expect(findLeaks(`x${form}x`, [secret])).toEqual([secret]);
    expect(findLeaks(Buffer.from(`{"a":"${secret}"}`).toString('base64'), [secret])).toEqual([secret]);
    expect(findLeaks(JSON.stringify({ a: JSON.stringify({ secret }) }), [secret])).toEqual([secret]);
  }
});

it('what the emulator keeps is for its owner alone', async () => {
  await scene().run(['apply', '--yes', '--emulator'], env);
  const file = join(scene().folder, '.tenon/emulator.json');
  expect(statSync(file).mode & 0o777).toBe(0o600);
});
