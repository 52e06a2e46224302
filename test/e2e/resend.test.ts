import { expect, it } from 'vitest';
import { setUpCliScene } from '../support/cli-scene.ts';

const scene = setUpCliScene({
  'tenant.yaml': `
emailProvider:
  name: sendgrid
  credentials: { api_key: "\${secret:KEY}" }
roles:
  - name: clerk
`,
});
const OLD = { KEY: 'canary-of-last-year' };
const NEW = { KEY: 'canary-of-this-year' };

/** What the tenant was last sent as credentials. */
const getSentBody = (): unknown => {
  const [last] = scene()
    .emulator.requests()
    .filter(({ method, path }) => method !== 'GET' && path.endsWith('/emails/provider'))
    .slice(-1);
  return last?.body;
};

it('a secret that the tenant never shows is sent again only where that is asked for', async () => {
  expect((await scene().run(['apply', '--yes'], OLD)).code).toBe(0);
  expect(await scene().run(['plan', '--detailed-exitcode'], NEW)).toMatchObject({ code: 0 });
  const planned = await scene().run(['plan', '--resend', 'emailProvider', '--out', 'plan.json', '--detailed-exitcode'], NEW);
  expect(planned.code).toBe(2);
  expect(scene().read('plan.json') + planned.stdout + planned.stderr).not.toContain('canary');
  const applied = await scene().run(['apply', '--plan', 'plan.json', '--yes'], NEW);
  expect(applied.code).toBe(0);
  expect(scene().listWrites().slice(-1)).toEqual(['PATCH /emails/provider']);
  expect(getSentBody()).toMatchObject({ credentials: { api_key: NEW.KEY } });
  expect((await scene().run(['plan', '--detailed-exitcode'], NEW)).code).toBe(0);
});

it('a plan that was made with another secret is refused', async () => {
  expect((await scene().run(['apply', '--yes'], OLD)).code).toBe(0);
  expect((await scene().run(['plan', '--resend', 'emailProvider', '--out', 'plan.json'], OLD)).code).toBe(0);
  const before = scene().listWrites();
  expect((await scene().run(['apply', '--plan', 'plan.json', '--yes'], NEW)).code).toBe(3);
  expect(scene().listWrites()).toEqual(before);
});

it.each([
  ['of what has none', ['plan', '--resend', 'roles/*']],
  ['of what nobody declares', ['apply', '--yes', '--resend', 'actions/A']],
  ['beside a saved plan', ['apply', '--yes', '--resend', 'emailProvider', '--plan', 'plan.json']],
])('asked for %s, it is an error, and nothing is sent', async (_, args) => {
  expect((await scene().run(['apply', '--yes'], OLD)).code).toBe(0);
  const before = scene().listWrites();
  expect((await scene().run(args, OLD)).code).toBe(1);
  expect(scene().listWrites()).toEqual(before);
});

it('what the API cannot show is not read, and sent only where that is asked for', async () => {
  const [key, path] = ['push-notification|fcmv1', '/guardian/factors/push-notification/providers/fcmv1'];
  const provider = '{ name: push-notification, provider: fcmv1, server_credentials: "${secret:KEY}" }';
  scene().write('tenant.yaml', `guardianFactorProviders: [${provider}]\n`);
  expect((await scene().run(['apply', '--yes'], OLD)).code).toBe(0);
  expect(scene().listWrites()).toEqual([]);
  expect((await scene().run(['apply', '--yes', '--resend', `guardianFactorProviders/${key}`], OLD)).code).toBe(0);
  const requests = scene()
    .emulator.requests()
    .filter((request) => request.path.endsWith(path));
  expect(requests.map(({ method, body }) => [method, body])).toEqual([['PUT', { server_credentials: OLD.KEY }]]);
  const exported = await scene().run(['export', '--full', '--type', 'guardianFactorProviders']);
  expect(exported.stdout).not.toContain('fcm');
});
