import { expect, it } from 'vitest';
import { setUpCliScene } from '../support/cli-scene.ts';

const DEFINITION = `
clients:
  - name: Shop
    app_type: regular_web
    callbacks: [http://shop.example/cb]
    client_secret: canary-secret-value
    client_metadata: { api_key: canary-metadata-value }
    grant_types: [authorization_code, implicit]
`;
const getScene = setUpCliScene({ 'tenant.yaml': DEFINITION });

interface Report {
  readonly tenant?: string;
  readonly findings: readonly {
    readonly rule: string;
    readonly address: string;
    readonly severity: string;
    readonly place?: { readonly line: number };
    readonly accepted?: object;
  }[];
}

async function check(...args: readonly string[]): Promise<Report> {
  const { stdout } = await getScene().run(['check', '--format', 'json', ...args]);
  return JSON.parse(stdout);
}

const listRules = ({ findings }: Report): readonly string[] => findings.map(({ rule }) => rule);

it('a definition is judged offline, with the lines of its fields', async () => {
  const report = await check();
  expect(report.findings.filter(({ rule }) => rule === 'grant-implicit')).toMatchObject([
    { address: 'clients/Shop', severity: 'error', place: { line: 8 } },
  ]);
  expect(report.tenant).toBeUndefined();
  expect(getScene().emulator.requests()).toEqual([]);
});

it.each([
  [[], 2],
  [['--fail-on', 'never'], 0],
  [['--fail-on', 'info'], 2],
])('check %j exits with %d', async (args, code) => {
  expect((await getScene().run(['check', ...args])).code).toBe(code);
});

it('findings below --fail-on do not fail', async () => {
  getScene().write('tenant.yaml', `reconcile: { environment: development }${DEFINITION}`);
  expect((await getScene().run(['check'])).code).toBe(0);
  expect((await getScene().run(['check', '--fail-on', 'warning'])).code).toBe(2);
});

it('a definition that cannot be loaded is an error, not a finding', async () => {
  getScene().write('tenant.yaml', 'clients: 5');
  expect((await getScene().run(['check'])).code).toBe(1);
});

it('accepted findings are shown, and do not count', async () => {
  const accept = ['callback-plain-http', 'grant-implicit', 'client-metadata-secret']
    .map((rule) => `    - { rule: ${rule}, address: clients/*, reason: kiosk }\n`)
    .join('');
  getScene().write('tenant.yaml', `reconcile:\n  accept:\n${accept}${DEFINITION}`);
  const { code, stdout } = await getScene().run(['check']);
  expect([code, stdout.includes('kiosk')]).toEqual([0, true]);
});

it('an unknown rule in accept is an error with a suggestion, for every verb that loads a definition', async () => {
  getScene().write('tenant.yaml', `reconcile: { accept: [{ rule: grant-implict, address: clients/*, reason: x }] }${DEFINITION}`);
  for (const verb of ['validate', 'check', 'plan', 'drift']) {
    const { code, stderr } = await getScene().run([verb]);
    expect([verb, code, stderr.includes('rule-unknown'), stderr.includes('"grant-implicit"')]).toEqual([verb, 1, true, true]);
  }
});

it('the severity of a rule may be set, also of one that is off outside production', async () => {
  const rules = 'callback-plain-http: error, client-metadata-secret: info';
  getScene().write('tenant.yaml', `reconcile: { environment: development, rules: { ${rules} } }${DEFINITION}`);
  const { code, stdout } = await getScene().run(['check', '--format', 'json']);
  const report: Report = JSON.parse(stdout);
  const getSeverity = (id: string) => report.findings.find(({ rule }) => rule === id)?.severity;
  expect([code, getSeverity('callback-plain-http'), getSeverity('client-metadata-secret')]).toEqual([2, 'error', 'info']);
});

it('a severity of an unknown rule is an error', async () => {
  getScene().write('tenant.yaml', `reconcile: { rules: { grant-implict: error } }${DEFINITION}`);
  const { code, stderr } = await getScene().run(['check']);
  expect([code, stderr.includes('rule-unknown'), stderr.includes('"grant-implicit"')]).toEqual([1, true, true]);
});

it('an acceptance that is over is a warning, and the finding counts again', async () => {
  const accept = '{ rule: grant-implicit, address: clients/Shop, reason: x, until: 2020-01-01 }';
  getScene().write('tenant.yaml', `reconcile: { accept: [${accept}] }${DEFINITION}`);
  const { stderr, stdout } = await getScene().run(['check', '--format', 'json']);
  expect(stderr).toContain('accept-expired');
  const report: Report = JSON.parse(stdout);
  expect(report.findings.find(({ rule }) => rule === 'grant-implicit')?.accepted).toBeUndefined();
});

it('--live judges the tenant, reads only, and knows more than the files', async () => {
  const offline = listRules(await check());
  const live = await check('--live');
  expect(live.tenant).toEqual(expect.stringContaining('.auth0.com'));
  expect(listRules(live)).toContain('mfa-never');
  expect(offline).not.toContain('mfa-never');
  expect(
    getScene()
      .listWrites()
      .filter((write) => !write.includes('/oauth/token')),
  ).toEqual([]);
});

it.each(['text', 'markdown', 'json', 'sarif', 'junit'])('no secret is in a check as %s, offline or live', async (format) => {
  expect((await getScene().run(['apply', '--yes'])).code).toBe(0);
  for (const live of [[], ['--live']]) {
    const { stdout, stderr } = await getScene().run(['check', '--format', format, ...live]);
    expect(stdout + stderr).not.toContain('canary');
  }
});
