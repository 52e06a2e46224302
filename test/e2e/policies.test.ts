import { expect, it } from 'vitest';
import type { Plan } from '../../src/model/plan/plan.ts';
import { setUpCliScene } from '../support/cli-scene.ts';

const EXAMPLES = `
    - id: no-weakening
      refuse: tenant.environment == "production" && "weakens" in change.impact && !("weakens" in plan.allowed)
      say: Production is not weakened without --allow weakens.
    - id: lifetimes-only-down
      warn: change.field.endsWith("lifetime") && type(change.after) == double && change.after > change.before
    - id: our-callbacks-only
      refuse: resource.type == "clients" && after.?callbacks.orValue([]).exists(u, host(u) != "cargo.example" && !host(u).endsWith(".cargo.example"))
    - id: privileged-roles
      refuse: change.type == "roles" && change.field == "permissions[]" && change.op == "add" && privileged(change.item.?permission_name.orValue("")) && !resource.key.startsWith("Admin")
    - id: code-alone
      refuse: plan.changes.exists(c, "runs-code" in c.impact) && plan.changes.exists(c, !("runs-code" in c.impact) && !("cosmetic" in c.impact))
    - id: no-new-errors
      refuse: plan.findings.exists(f, f.severity == "error" && f.isNew)
`;

const SAFE = `
clients:
  - name: Shop
    app_type: regular_web
    oidc_conformant: true
    callbacks: [https://shop.cargo.example/cb]
    grant_types: [authorization_code]
resourceServers:
  - identifier: https://api.cargo.example/
    name: API
    enforce_policies: true
    scopes: [{ value: "manage:members" }, { value: "read:orders" }]
    token_lifetime: 3600
roles:
  - name: Viewer
    permissions: [{ resource_server_identifier: https://api.cargo.example/, permission_name: "read:orders" }]
attackProtection:
  bruteForceProtection: { enabled: true }
`;
const getScene = setUpCliScene({ 'tenant.yaml': SAFE });

const withPolicies = (policies: string, rest = SAFE): string => `reconcile:\n  policies:${policies}${rest}`;
const one = (condition: string): string => `\n    - { id: only, ${condition} }\n`;

async function plan(text: string, ...args: readonly string[]): Promise<Plan> {
  getScene().write('tenant.yaml', text);
  const { stdout, stderr } = await getScene().run(['plan', '--format', 'json', ...args]);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

const listPolicies = (problems: Plan['refusals'] = []): readonly string[] =>
  problems.flatMap(({ message }) => /policy "([a-z-]+)"/.exec(message)?.[1] ?? []);

async function applySafe(): Promise<void> {
  getScene().write('tenant.yaml', SAFE);
  expect((await getScene().run(['apply', '--yes'])).code).toBe(0);
}

it.each([
  ['no-weakening', 'bruteForceProtection: { enabled: true }', 'bruteForceProtection: { enabled: false }'],
  ['our-callbacks-only', 'https://shop.cargo.example/cb', 'https://shop.cargo.example.evil.example/cb'],
  ['privileged-roles', 'permission_name: "read:orders"', 'permission_name: "manage:members"'],
  ['no-new-errors', 'grant_types: [authorization_code]', 'grant_types: [authorization_code, implicit]'],
])('%s refuses what it is about', async (id, before, after) => {
  await applySafe();
  expect(listPolicies((await plan(withPolicies(EXAMPLES))).refusals)).toEqual([]);
  expect(listPolicies((await plan(withPolicies(EXAMPLES, SAFE.replace(before, after)))).refusals)).toContain(id);
});

it('no-weakening gives way to --allow weakens, and to another environment', async () => {
  await applySafe();
  const weak = SAFE.replace('bruteForceProtection: { enabled: true }', 'bruteForceProtection: { enabled: false }');
  expect(listPolicies((await plan(withPolicies(EXAMPLES, weak), '--allow', 'weakens')).refusals)).not.toContain('no-weakening');
  const staging = withPolicies(EXAMPLES, weak).replace('reconcile:', 'reconcile:\n  environment: staging');
  expect(listPolicies((await plan(staging)).refusals)).not.toContain('no-weakening');
});

it('lifetimes-only-down warns, and the plan can be applied', async () => {
  await applySafe();
  const { refusals, warnings } = await plan(withPolicies(EXAMPLES, SAFE.replace('token_lifetime: 3600', 'token_lifetime: 7200')));
  expect([listPolicies(refusals), listPolicies(warnings)]).toEqual([[], ['lifetimes-only-down']]);
  expect(warnings?.[0]?.place).toMatchObject({ kind: 'file', line: expect.any(Number) });
});

it('code-alone refuses code together with something else', async () => {
  await applySafe();
  const code = `${SAFE}actions: [{ name: Log, supported_triggers: [{ id: post-login, version: v3 }], code: "exports.onExecutePostLogin = async () => {};" }]\n`;
  expect(listPolicies((await plan(withPolicies(EXAMPLES, code))).refusals)).not.toContain('code-alone');
  const both = code.replace('token_lifetime: 3600', 'token_lifetime: 7200');
  expect(listPolicies((await plan(withPolicies(EXAMPLES, both))).refusals)).toContain('code-alone');
});

it('a refused plan is not applied', async () => {
  getScene().write('tenant.yaml', withPolicies(one('refuse: plan.counts.create > 0.0')));
  expect((await getScene().run(['apply', '--yes'])).code).toBe(3);
  expect(
    getScene()
      .listWrites()
      .filter((write) => !write.includes('/oauth/token')),
  ).toEqual([]);
});

it('a saved plan does not survive a changed policy', async () => {
  getScene().write('tenant.yaml', withPolicies(one('refuse: 1 == 2')));
  expect((await getScene().run(['plan', '--out', 'plan.json'])).code).toBe(0);
  getScene().write('tenant.yaml', withPolicies(one('refuse: plan.counts.delete > 0.0')));
  expect((await getScene().run(['apply', '--plan', 'plan.json', '--yes'])).code).toBe(3);
});

it('a policy that cannot be evaluated refuses the plan, at its place in the file', async () => {
  const text = withPolicies('\n    - id: only\n      warn: resource.type == "clients" && after.none == 1\n');
  const { refusals } = await plan(text);
  expect(refusals).toMatchObject(
    [{ code: 'policy-failed', place: { line: 4, column: text.split('\n')[3]?.indexOf('after.none') } }].map(
      ({ code, place }) => ({ code, place: { line: place.line, column: (place.column ?? 0) + 1 } }),
    ),
  );
});

it.each([
  'plan.changes.exists(c, plan.changes.exists(d, plan.changes.exists(e, true)))',
  'change.fild == "x"',
  'tenant.enviroment == "production"',
  'plan.changes',
  'after.code.matches(after.pattern)',
  'true &&',
])('a policy that is wrong is an error when it is loaded: %s', async (condition) => {
  getScene().write('tenant.yaml', withPolicies(`\n    - id: only\n      refuse: ${condition}\n`));
  const { code, stderr } = await getScene().run(['validate']);
  expect([code, stderr.includes('policy-invalid'), stderr.includes('tenant.yaml:4:')]).toEqual([1, true, true]);
});

it('a policy sees no secrets', async () => {
  const text = `${SAFE.replace('name: Shop', 'name: Shop\n    client_secret: canary-secret')}`;
  const { refusals } = await plan(
    withPolicies(one('refuse: \'resource.type == "clients" && after.?client_secret.orValue("").contains("canary")\''), text),
  );
  expect(refusals).toEqual([]);
});

it('a plan says which findings it adds and how many it ends', async () => {
  await applySafe();
  const worse = await plan(SAFE.replace('[authorization_code]', '[authorization_code, implicit]'));
  expect(worse.findings?.added.map(({ rule, address }) => `${rule} ${address}`)).toEqual(['grant-implicit clients/Shop']);
  expect(worse.findings?.added[0]?.place).toMatchObject({ line: 7 });
  getScene().write('tenant.yaml', SAFE.replace('[authorization_code]', '[authorization_code, implicit]'));
  await getScene().run(['apply', '--yes']);
  const better = await plan(SAFE);
  expect([better.findings?.added, better.findings?.ended]).toEqual([[], 1]);
  expect(better.findings?.before).toBe((worse.findings?.before ?? 0) + 1);
});

it('the same plan is made twice', async () => {
  const text = withPolicies(EXAMPLES);
  expect(await plan(text)).toEqual(await plan(text));
});
