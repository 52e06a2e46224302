import { beforeEach, describe, expect, it } from 'vitest';
import { listChanges } from '../../src/model/plan/plan.ts';
import { loadOrThrow } from '../loader/load-helpers.ts';
import { describeOperations } from '../support/describe-operations.ts';
import { setUpTenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();
const ANN = { name: 'Ann', email: 'ann@acme.test', user_id: 'auth0|ann' };
beforeEach(() => tenant().emulator.reset());

/** Applies a text, and sees that nothing is left to do. */
async function applyText(text: string): Promise<readonly string[]> {
  const { definition } = await loadOrThrow(text);
  const { plan } = await tenant().applyDefinition(definition);
  expect(listChanges(await tenant().plan(definition))).toEqual([]);
  return describeOperations(plan);
}

const listPlanProblems = async (text: string) =>
  (await tenant().tryPlan((await loadOrThrow(text)).definition)).problems.map(({ code, place }) => [
    code,
    place?.kind === 'address' ? place.address + place.pointer : '',
  ]);

describe('modules of actions', () => {
  const buildModulesYaml = (code: string, version: string) => `
actionModules: [{ name: tools, code: "module.exports = ${code};" }]
actions:
  - name: Greet
    code: "exports.onExecutePostLogin = async () => {};"
    supported_triggers: [{ id: post-login, version: v3 }]
    modules: [{ module_name: tools${version} }]
`;
  const readUsedVersion = async () => {
    const { definition } = await loadOrThrow('actions: []');
    const { types } = await tenant().takeSnapshot(definition);
    const actions = types.actions?.status === 'read' ? types.actions.resources : [];
    return JSON.stringify(actions.map(({ body }) => body.modules)).match(/"module_version_number":(\d+)/)?.[1];
  };

  it('are published first, and used in the version that is declared', async () => {
    await applyText(buildModulesYaml('1', ', module_version_number: 1'));
    expect(await readUsedVersion()).toBe('1');
    await applyText(buildModulesYaml('2', ', module_version_number: 2'));
    expect(await readUsedVersion()).toBe('2');
  });

  it('follow the newest version where `latest` is declared, and keep theirs where none is', async () => {
    await applyText(buildModulesYaml('1', ''));
    expect(await readUsedVersion()).toBe('1');
    await applyText(buildModulesYaml('2', ''));
    expect(await readUsedVersion()).toBe('1');
    await applyText(buildModulesYaml('2', ', module_version_number: latest'));
    expect(await readUsedVersion()).toBe('2');
    await applyText(buildModulesYaml('3', ', module_version_number: latest'));
    expect(await readUsedVersion()).toBe('3');
  });

  it('in a version that nobody published fail at the action, and at nothing else', async () => {
    const { definition } = await loadOrThrow(buildModulesYaml('1', ', module_version_number: 7'));
    const result = await tenant().apply(await tenant().plan(definition), definition);
    expect(result.operations.map(({ id, status, problems }) => [id, status, problems[0]?.code])).toEqual([
      ['create actionModules/tools', 'done', undefined],
      ['create actions/Greet', 'failed', 'dangling-reference'],
    ]);
  });
});

describe('directory provisioning', () => {
  const buildDirectoryYaml = (rest: string) => `
connections:
  - name: corp
    strategy: google-apps
    options: { client_id: abc, domain: acme.test, tenant_domain: acme.test }
    directory_provisioning_configuration: ${rest}
`;

  it('is set up, changed and taken away', async () => {
    expect(await applyText(buildDirectoryYaml('{ synchronize_automatically: true }'))).toHaveLength(2);
    expect(
      await applyText(buildDirectoryYaml('{ synchronize_automatically: false, mapping: [{ auth0: email, idp: primaryEmail }] }')),
    ).toHaveLength(1);
    expect(await applyText(buildDirectoryYaml('null'))).toEqual([
      'unlink connections/corp directory_provisioning_configuration: remove /directory_provisioning_configuration',
    ]);
  });

  it('is refused for connections that have none', async () => {
    expect(
      await listPlanProblems(
        buildDirectoryYaml('{}')
          .replace('google-apps', 'samlp')
          .replace(/options.*/, ''),
      ),
    ).toEqual([['unknown-field', 'connections/corp/directory_provisioning_configuration']]);
  });
});

describe('the default custom domain', () => {
  const buildDomainsYaml = (one: boolean, two: boolean) => `
customDomains:
  - { domain: one.acme.test, type: auth0_managed_certs${one ? ', is_default: true' : ''} }
  - { domain: two.acme.test, type: auth0_managed_certs${two ? ', is_default: true' : ''} }
`;
  const publishDns = (domain: string) =>
    fetch(`${tenant().emulator.url}/_emulator/dns`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ domain }),
    });
  const verifyAll = async () => {
    const list = await tenant().emulator.asPerson(ANN).request('GET', '/custom-domains');
    const ids = JSON.stringify(list.body).match(/cd_\w+/g) ?? [];
    for (const name of ['one', 'two']) await publishDns(`${name}.acme.test`);
    for (const id of new Set(ids)) await tenant().emulator.asPerson(ANN).request('POST', `/custom-domains/${id}/verify`);
  };

  it('is the declared one, and changes hands in one apply', async () => {
    await applyText(buildDomainsYaml(false, false));
    await verifyAll();
    expect(await applyText(buildDomainsYaml(true, false))).toEqual(['update customDomains/one.acme.test: replace /is_default']);
    expect(await applyText(buildDomainsYaml(false, true))).toEqual(['update customDomains/two.acme.test: replace /is_default']);
  });

  it('is refused before it is verified, and for two at once', async () => {
    expect(await listPlanProblems(buildDomainsYaml(true, false))).toEqual([
      ['not-in-effect', 'customDomains/one.acme.test/is_default'],
    ]);
    await applyText(buildDomainsYaml(false, false));
    await verifyAll();
    expect(await listPlanProblems(buildDomainsYaml(true, true))).toEqual([
      ['duplicate-value', 'customDomains/two.acme.test/is_default'],
    ]);
  });
});

describe('keys of network rules', () => {
  const encode = (fill: number): string => Buffer.alloc(32, fill).toString('base64');
  const buildNetworkYaml = (key: string, fill: number) => `
networkACLKeys: [{ name: ${key}, alg: hmac-sha256, value: "${encode(fill)}" }]
networkACLs:
  - description: signed
    active: true
    priority: 1
    rule: { action: { block: true }, scope: tenant, not_match: { http_message_signature: { keys: [{ id: ${key} }] } } }
reconcile: { prune: [networkACLKeys], limits: { delete: 100%, update: 100% } }
`;

  it('are rotated in one apply: the new key first, then the rule, then the old key goes', async () => {
    await applyText(buildNetworkYaml('one', 1));
    expect(await applyText(buildNetworkYaml('two', 2))).toEqual([
      'create networkACLKeys/two: add /name, add /alg, add /value',
      'update networkACLs/signed: remove /rule/not_match/http_message_signature/keys/one, add /rule/not_match/http_message_signature/keys/two',
      'delete networkACLKeys/one',
    ]);
  });

  it('are refused under the same name with another value, and without one where they are new', async () => {
    await applyText(buildNetworkYaml('one', 1));
    expect(await listPlanProblems(buildNetworkYaml('one', 2))).toEqual([['create-only-changed', 'networkACLKeys/one/value']]);
    expect(await listPlanProblems('networkACLKeys: [{ name: two, alg: hmac-sha256 }]')).toEqual([
      ['missing-field', 'networkACLKeys/two/value'],
    ]);
    expect(await listPlanProblems('networkACLKeys: [{ name: one }]')).toEqual([]);
    expect(await listPlanProblems('networkACLKeys: [{ name: one, later: 1 }]')).toEqual([
      ['create-only-changed', 'networkACLKeys/one/later'],
    ]);
  });

  it('are deleted after the rules that use them', async () => {
    await applyText(buildNetworkYaml('one', 1));
    const nothing =
      'networkACLKeys: []\nnetworkACLs: []\nreconcile: { prune: [networkACLs, networkACLKeys], limits: { delete: 100% } }';
    expect(await applyText(nothing)).toEqual(['delete networkACLs/signed', 'delete networkACLKeys/one']);
  });
});

describe('agents', () => {
  const buildAgentsYaml = (link: string) => `
agents: [{ name: one, external_agent_id: o-1 }, { name: two }]
clients: [{ name: Shop${link} }]
reconcile: { prune: [agents], limits: { delete: 100% } }
`;

  it('are linked to clients by name, from one to the other, and unlinked before they go', async () => {
    expect(await applyText(buildAgentsYaml(', agent_id: one'))).toHaveLength(3);
    expect(await applyText(buildAgentsYaml(', agent_id: two'))).toEqual(['update clients/Shop: replace /agent_id']);
    const none =
      'agents: []\nclients: [{ name: Shop, agent_id: null }]\nreconcile: { prune: [agents], limits: { delete: 100% } }';
    expect(await applyText(none)).toEqual(['update clients/Shop: remove /agent_id', 'delete agents/two', 'delete agents/one']);
  });

  it('can name their client when they are created', async () => {
    const text = `agents: [{ name: one, client_id: Shop }]\nclients: [{ name: Shop, description: Sells }]`;
    expect(await applyText('clients: [{ name: Shop }]')).toHaveLength(1);
    expect(await applyText(text)).toHaveLength(2);
    expect(await applyText(text)).toEqual([]);
    expect(await applyText(`${text.replace('description', 'agent_id: one, description')}`)).toEqual([]);
  });

  it('keep their external id', async () => {
    await applyText(buildAgentsYaml(''));
    for (const [from, to, name] of [
      ['o-1', 'o-2', 'one'],
      ['name: two', 'name: two, external_agent_id: t-1', 'two'],
    ] as const)
      expect(await listPlanProblems(buildAgentsYaml('').replace(from, to))).toEqual([
        ['create-only-changed', `agents/${name}/external_agent_id`],
      ]);
  });
});
