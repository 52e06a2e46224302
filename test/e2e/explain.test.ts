import { expect, it } from 'vitest';
import { setUpCliScene } from '../support/cli-scene.ts';

const base = `
clients:
  - name: Shop
    callbacks: ["https://\${env:HOST:-a.test}/cb", "https://b.test/cb"]
  - name: my.app
    client_metadata: { "a.b": "1" }
connections:
  - name: google-oauth2
    strategy: google-oauth2
    options: { client_id: abc, client_secret: "canary-1 \${env:PART:-x}" }
    enabled_clients: [Shop]
reconcile:
  ignore: [clients/*/logo_uri]
`;
const prod = `
clients:
  - name: Shop
    callbacks: ["https://b.test/cb", "https://\${env:HOST:-a.test}/cb"]
    web_origins: ["https://w.test"]
    logo_uri: https://logo.test/x.png
`;
const scene = setUpCliScene({ 'base.yaml': base, 'prod.yaml': prod });

async function explainAddress(address: string): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await scene().run(['explain', address, 'base.yaml', 'prod.yaml', '--format', 'json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

it('tells of one value where it comes from, what the tenant has, how they compare, and what comes of it', async () => {
  await scene().run(['apply', 'base.yaml', '--yes']);
  scene().proxy.clear();
  expect(await explainAddress('clients/Shop.callbacks')).toMatchObject({
    declared: {
      value: ['https://b.test/cb', 'https://a.test/cb'],
      origin: {
        place: { file: 'prod.yaml', line: 4, column: 5 },
        over: [{ file: 'base.yaml', line: 4 }],
        template: expect.stringContaining('${env:HOST:-a.test}'),
      },
    },
    live: { value: ['https://a.test/cb', 'https://b.test/cb'] },
    verdict: { kind: 'same' },
    changes: [],
  });
  expect(await explainAddress('clients/Shop.web_origins')).toMatchObject({
    verdict: { kind: 'change' },
    changes: [{ op: 'add', path: '/web_origins/https:~1~1w.test' }],
  });
  expect(await explainAddress('clients/Shop.logo_uri')).toMatchObject({ verdict: { kind: 'left alone' }, changes: [] });
  expect(await explainAddress('clients/Shop.description')).toMatchObject({ verdict: { kind: 'unmanaged' } });
  expect(await explainAddress('connections/google-oauth2.enabled_clients')).toMatchObject({
    declared: { value: ['Shop'] },
    live: { value: ['Shop'] },
    verdict: { kind: 'same' },
  });
  expect(await explainAddress('clients/my.app')).toMatchObject({
    address: 'clients/my.app',
    pointer: '',
    verdict: { kind: 'same' },
  });
  expect(await explainAddress('clients/my.app.client_metadata[a.b]')).toMatchObject({
    live: { value: '1' },
    verdict: { kind: 'same' },
  });
  expect(await explainAddress('clients/Default App')).toMatchObject({ verdict: { kind: 'unmanaged' } });
  expect(
    scene()
      .listWrites()
      .filter((write) => !write.startsWith('POST /oauth')),
  ).toHaveLength(4);
});

it('a resource that the tenant lacks is created', async () => {
  expect(await explainAddress('clients/Shop')).toMatchObject({ verdict: { kind: 'change' } });
  expect(await explainAddress('clients/Shop')).not.toHaveProperty('live');
});

it.each(['text', 'json'])('as %s no secret shows, not even a part of one', async (format) => {
  await scene().run(['apply', 'base.yaml', '--yes']);
  for (const field of ['', '.options', '.options.client_secret']) {
    const args = ['explain', `connections/google-oauth2${field}`, 'base.yaml', '--format', format];
    const { code, stdout } = await scene().run(args, { PART: 'canary-2' });
    expect(code).toBe(0);
    expect(stdout).not.toContain('canary');
  }
});

it('what neither side has is an error with the name that was meant', async () => {
  const { code, stdout, stderr } = await scene().run(['explain', 'clients/Shap.callbacks', 'base.yaml']);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain('usage');
});

it('what the files name by another tenant is found under this one', async () => {
  const grant = '{ client_id: Shop, audience: "https://there.auth0.com/api/v2/", scope: ["read:users"] }';
  scene().write('grant.yaml', `clients: [{ name: Shop }]\nclientGrants: [${grant}]\n`);
  await scene().run(['apply', 'grant.yaml', '--yes']);
  const address = 'clientGrants/Shop|https://there.auth0.com/api/v2/';
  const { stdout } = await scene().run(['explain', `${address}.scope`, 'grant.yaml', '--format', 'json']);
  expect(JSON.parse(stdout)).toMatchObject({
    declared: { value: ['read:users'] },
    live: { value: ['read:users'] },
    verdict: { kind: 'same' },
  });
});
