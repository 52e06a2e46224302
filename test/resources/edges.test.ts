import { beforeEach, describe, expect, it } from 'vitest';
import { loadOrThrow } from '../loader/load-helpers.ts';
import { describeOperations } from '../support/describe-operations.ts';
import { setUpTenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();
beforeEach(() => tenant().emulator.reset());

const env = { KEY: 'a key', OTHER: 'another key' };
const loadDefinition = async (text: string) => (await loadOrThrow(text, { env })).definition;

/** One definition after the other; the operations of each, and nothing left to do in between. */
async function applyInTurn(...texts: readonly string[]): Promise<readonly (readonly string[])[]> {
  const at = tenant();
  const told: (readonly string[])[] = [];
  for (const text of texts) {
    const definition = await loadDefinition(text);
    const { plan, result } = await at.applyDefinition(definition);
    expect(result.operations.flatMap(({ problems }) => problems)).toEqual([]);
    expect(describeOperations(await at.plan(definition))).toEqual([]);
    told.push(describeOperations(plan));
  }
  return told;
}

describe('providers of factors', () => {
  it.each([
    [
      'phone',
      'twilio',
      'from: "+15550100", sid: AC1, auth_token: "${secret:KEY}"',
      'messaging_service_sid: MG1, sid: AC1, auth_token: "${secret:OTHER}"',
    ],
    [
      'push-notification',
      'sns',
      'aws_access_key_id: A, aws_secret_access_key: "${secret:KEY}", aws_region: eu-west-1',
      'aws_access_key_id: B, aws_secret_access_key: "${secret:KEY}", aws_region: eu-west-1',
    ],
    [
      'push-notification',
      'apns',
      'bundle_id: test.acme, sandbox: true, p12: "${secret:KEY}"',
      'bundle_id: test.acme, sandbox: false, p12: "${secret:KEY}"',
    ],
    ['duo', 'duo', 'ikey: A, skey: "${secret:KEY}", host: a.test', 'ikey: B, skey: "${secret:KEY}", host: a.test'],
  ])('%s/%s is set and changed', async (name, provider, before, after) => {
    const buildProviderYaml = (fields: string): string =>
      `guardianFactorProviders: [{ name: ${name}, provider: ${provider}, ${fields} }]`;
    const [first, second] = await applyInTurn(buildProviderYaml(before), buildProviderYaml(after));
    expect(first).toHaveLength(1);
    expect(second).toHaveLength(before === after ? 0 : 1);
  });
});

describe('the e-mail provider', () => {
  it('becomes another one', async () => {
    const told = await applyInTurn(
      'emailProvider: { name: sendgrid, enabled: true, credentials: { api_key: "${secret:KEY}" } }',
      'emailProvider: { name: smtp, enabled: true, credentials: { smtp_host: a.test, smtp_port: 25, smtp_user: u, smtp_pass: "${secret:OTHER}" } }',
      'emailProvider: { name: smtp, enabled: false, credentials: { smtp_host: a.test, smtp_port: 26, smtp_user: u, smtp_pass: "${secret:OTHER}" } }',
    );
    expect(told[2]).toEqual(['update emailProvider: replace /enabled, replace /credentials/smtp_port']);
  });
});

describe('what stands inside of something else', () => {
  it('is told apart from it', async () => {
    const told = await applyInTurn(`
prompts:
  identifier_first: false
  customText: { en: { login: { login: { title: Hi } } } }
  screenRenderers: [{ prompt: login-id, screen: login-id, rendering_mode: advanced }]
customDomains: [{ domain: login.acme.test, type: auth0_managed_certs }]
branding:
  logo_url: https://acme.test/logo.png
  templates: [{ template: universal_login, body: "{%- auth0:head -%} {%- auth0:widget -%}" }]
`);
    expect(told[0]?.map((line) => line.split(':')[0]).sort()).toEqual([
      'create brandingTemplates/universal_login',
      'create customDomains/login.acme.test',
      'update branding',
      'update promptScreens/login-id|login-id',
      'update promptTexts/en|login',
      'update prompts',
    ]);
  });

  it('waits for the custom domain that it takes', async () => {
    const plan = await tenant().plan(
      await loadDefinition(`
customDomains: [{ domain: login.acme.test, type: auth0_managed_certs }]
prompts: { partials: { login: { login: { form-content-start: x } } } }
branding: { templates: [{ template: universal_login, body: "{%- auth0:head -%} {%- auth0:widget -%}" }] }
`),
    );
    const waiting = plan.operations.filter(({ dependsOn }) => dependsOn.includes('create customDomains/*'));
    expect(waiting.map(({ address }) => address)).toEqual(['brandingTemplates/universal_login', 'promptPartials/login']);
  });
});

describe('a type that the subscription does not have', () => {
  const LACKING = {
    path: '/log-streams',
    every: 1,
    fault: { status: 402, body: { statusCode: 402, message: 'Upgrade.' } },
  } as const;

  it('is an error where the definition needs it', async () => {
    tenant().emulator.setFaults([LACKING]);
    const definition = await loadDefinition('logStreams: [{ name: a, type: http, sink: { httpEndpoint: "https://a.test" } }]');
    await expect(tenant().takeSnapshot(definition)).rejects.toThrow('subscription-lacks');
  });

  it('is no matter where it does not', async () => {
    tenant().emulator.setFaults([LACKING]);
    await applyInTurn('branding: { logo_url: "https://acme.test/logo.png" }');
  });
});

describe('what takes a custom domain', () => {
  it('goes before the last domain does', async () => {
    const buildDomainsYaml = (list: string): string => `customDomains: ${list}\n`;
    const buildPartialsYaml = (screens: string): string => `prompts: { partials: { login: ${screens} } }\n`;
    const pruning = 'reconcile: { prune: [customDomains], limits: { delete: 100% } }\n';
    const [, last] = await applyInTurn(
      buildDomainsYaml('[{ domain: login.acme.test, type: auth0_managed_certs }]') +
        buildPartialsYaml('{ login: { form-content-start: <p>One</p> } }'),
      buildDomainsYaml('[]') + buildPartialsYaml('{ login: { form-content-start: <p>Two</p> } }') + pruning,
    );
    expect(last?.map((told) => told.split(':')[0])).toEqual([
      'update promptPartials/login',
      'delete customDomains/login.acme.test',
    ]);
  });
});
