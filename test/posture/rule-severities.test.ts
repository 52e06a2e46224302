import { expect, it } from 'vitest';
import { isObject } from '../../src/model/json/json-value.ts';
import { runCli } from '../support/cli.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

const CLIENT = 'clients: [{ name: Shop, app_type: spa, callbacks: ["http://shop.test/cb"], oidc_conformant: false }]\n';

/** Checks a definition offline. Returns the exit code and the severities of the findings by rule. */
async function check(policy: string, later = '') {
  const cwd = createTemporaryFolder({ 'tenant.yaml': policy + CLIENT, 'later.yaml': `${later}\n` });
  const files = later === '' ? ['tenant.yaml'] : ['tenant.yaml', 'later.yaml'];
  const { code, stdout, stderr } = await runCli(['check', ...files, '--format', 'json'], { cwd });
  if (stdout === '') return { code, stderr };
  const report: unknown = JSON.parse(stdout);
  const findings = isObject(report) && Array.isArray(report.findings) ? report.findings.filter(isObject) : [];
  return { code, severities: Object.fromEntries(findings.map(({ rule, severity }) => [String(rule), severity])) };
}

it('the policy says how serious a rule is, and a later file overrides single rules', async () => {
  const found = (await check('')).severities ?? {};
  const [first = '', second = ''] = Object.keys(found);
  const policy = `reconcile: { rules: { ${first}: info, ${second}: off } }\n`;
  const changed = (await check(policy)).severities ?? {};
  expect(changed).toEqual({ ...Object.fromEntries(Object.entries(found).filter(([rule]) => rule !== second)), [first]: 'info' });
  const overridden = (await check(policy, `reconcile: { rules: { ${second}: error } }`)).severities ?? {};
  expect(overridden).toEqual({ ...found, [first]: 'info', [second]: 'error' });
});

it('a rule that is off does not make the check fail', async () => {
  expect(await check('')).toMatchObject({ code: 2 });
  const { severities = {} } = await check('');
  const rules = Object.keys(severities).map((rule) => `${rule}: off`);
  expect(await check(`reconcile: { rules: { ${rules.join(', ')} } }\n`)).toEqual({ code: 0, severities: {} });
});

it.each([
  ['a rule that does not exist', 'callback-plain-htp: error', 'rule-unknown'],
  ['a severity that does not exist', 'callback-plain-http: fatal', 'wrong-value'],
])('%s is refused where it is written', async (_, member, code) => {
  const { stderr } = await check(`reconcile:\n  rules: { ${member} }\n`);
  expect(stderr).toContain(code);
  expect(stderr).toContain('tenant.yaml:2:');
});
