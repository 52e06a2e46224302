import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { renderPlan, renderResult } from '../../src/cli/output/render-documents.ts';
import { type Loaded, load } from '../../src/loader/load-definition.ts';
import { listSecretValues } from '../../src/loader/substitute/secret-resolver.ts';
import type { ManagementApi } from '../../src/management-api/management-api.ts';
import type { JsonObject } from '../../src/model/json/json-value.ts';
import { listChanges, type Plan } from '../../src/model/plan/plan.ts';
import type { Result } from '../../src/model/plan/result.ts';
import type { Problem } from '../../src/model/problem/problem.ts';
import { buildSnapshotFromDefinition } from '../../src/planner/definition-as-snapshot.ts';
import { FORMATS } from '../../src/reporter/report-formats.ts';
import { renderProblemsText } from '../../src/reporter/text/problems/text-problem-list.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';

import { buildSecretPlaces, Canaries } from '../support/canaries.ts';
import { exportSnapshot } from '../support/export-snapshot.ts';
import { type Fault, type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts';
import { pickSample } from '../support/run-size.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { createEmulatorApi, setUpTenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();
let proxy: FaultProxy;
beforeAll(async () => {
  proxy = await startFaultProxy(tenant().emulator.url);
});
afterAll(() => proxy.close());

const STRATEGIES =
  'auth0 oidc okta samlp waad google-apps google-oauth2 github apple sms oauth2 oauth1 facebook windowslive linkedin twitter amazon'.split(
    ' ',
  );

/** One resource for every secret field there is, and every ordinary kind of field filled from a secret source. */
function buildSecretDocument(canaries: Canaries, sources: Canaries, env: Record<string, string>): JsonObject {
  const addSource = (): string => {
    const name = `SECRET_${Object.keys(env).length}`;
    env[name] = sources.createCanary();
    return `a \${secret:${name}} z`;
  };
  const addPlainSource = (): string => {
    const name = `SECRET_${Object.keys(env).length}`;
    env[name] = sources.createCanary('plain').slice(0, 20);
    return `\${secret:${name}}`;
  };
  const nameItems = (list: readonly JsonObject[], field: string, prefix: string): readonly JsonObject[] =>
    list.map((item, index) => ({ ...item, [field]: `${prefix}${index}` }));
  const connections = pickSample(STRATEGIES, 6, 'strategies').flatMap((strategy) =>
    nameItems(buildSecretPlaces('connections', { name: 'c', strategy }, canaries), 'name', `${strategy}-`),
  );
  return {
    reconcile: { limits: { update: '100%', delete: '100%' } },
    resourceServers: [
      ...nameItems(
        buildSecretPlaces('resourceServers', { identifier: 'x', signing_alg: 'HS256' }, canaries),
        'identifier',
        'urn:secret',
      ),
      { identifier: 'urn:sources', name: addSource(), scopes: [{ value: 'read', description: addSource() }] },
    ],
    clients: [
      ...nameItems(buildSecretPlaces('clients', { name: 'x' }, canaries), 'name', 'client '),
      {
        name: 'Sources',
        description: addPlainSource(),
        client_metadata: { note: addSource(), other: 'plain' },
        callbacks: [`https://acme.test/${addPlainSource()}`, 'https://acme.test/plain'],
        custom_login_page: `<html>\n${addSource()}\n</html>\n`,
        oidc_logout: { backchannel_logout_urls: [`https://acme.test/${addPlainSource()}`] },
      },
    ],
    connections: [
      ...connections,
      {
        name: 'sources',
        strategy: 'google-oauth2',
        options: { client_id: addSource(), upstream_params: { x: { value: addSource() } } },
      },
    ],
    ...buildTypesWithSecrets(canaries),
    roles: [{ name: 'sources', description: addSource() }],
    organizations: [{ name: 'sources', display_name: addSource(), metadata: { note: addSource() } }],
  };
}

const buildSinks = (canaries: Canaries): Readonly<Record<string, JsonObject>> => ({
  http: {
    httpEndpoint: 'https://log.acme.test',
    httpAuthorization: canaries.createCanary(),
    httpCustomHeaders: [
      { header: 'X-One', value: canaries.createCanary() },
      { header: 'X-Two', value: canaries.createCanary() },
    ],
  },
  datadog: { datadogApiKey: canaries.createCanary(), datadogRegion: 'eu' },
  splunk: { splunkDomain: 'splunk.acme.test', splunkToken: canaries.createCanary(), splunkPort: '8088', splunkSecure: true },
  sumo: { sumoSourceAddress: `https://sumo.acme.test/${canaries.createCanary('plain')}` },
  segment: { segmentWriteKey: canaries.createCanary() },
  mixpanel: {
    mixpanelRegion: 'eu',
    mixpanelProjectId: '1',
    mixpanelServiceAccountUsername: 'u',
    mixpanelServiceAccountPassword: canaries.createCanary(),
  },
});
const SIGNERS = ['bearer', 'basic', 'custom_header'];

/** The types with secrets in places of their own: a provider, a list of names and values, a sink. */
function buildTypesWithSecrets(canaries: Canaries): JsonObject {
  const action = { name: 'a', code: 'exports.a = 1;', supported_triggers: [{ id: 'post-login', version: 'v3' }] };
  const configuration = { webhook_endpoint: 'https://acme.test' };
  const buildDestination = (authorization: JsonObject) => ({
    type: 'webhook',
    configuration: { ...configuration, webhook_authorization: authorization },
  });
  const twilio = { sid: 'AC1', default_from: '+15550100', delivery_methods: ['text'] };
  return {
    actions: [
      { ...action, name: 'one', secrets: [{ name: 'KEY', value: canaries.createCanary() }] },
      { ...action, name: 'two', secrets: ['A', 'B'].map((name) => ({ name, value: canaries.createCanary() })) },
    ],
    triggers: { 'post-login': [{ action_name: 'one' }] },
    emailProvider: {
      name: 'smtp',
      credentials: { smtp_host: 'mail.acme.test', smtp_port: 25, smtp_user: 'u', smtp_pass: canaries.createCanary() },
    },
    phoneProviders: [{ name: 'twilio', configuration: twilio, credentials: { auth_token: canaries.createCanary() } }],
    guardianFactorProviders: [
      { name: 'phone', provider: 'twilio', from: '+15550100', sid: 'AC1', auth_token: canaries.createCanary() },
      { name: 'duo', provider: 'duo', ikey: 'i', skey: canaries.createCanary(), host: 'duo.acme.test' },
    ],
    logStreams: Object.entries(buildSinks(canaries)).map(([type, sink]) => ({ name: type, type, sink })),
    eventStreams: SIGNERS.map((method) => ({
      name: method,
      subscriptions: [{ event_type: 'user.created' }],
      destination: buildDestination({
        method,
        ...(method === 'bearer' ? { token: canaries.createCanary() } : {}),
        ...(method === 'basic' ? { username: 'u', password: canaries.createCanary() } : {}),
        ...(method === 'custom_header' ? { header_key: 'X-Key', header_value: canaries.createCanary() } : {}),
      }),
    })),
    flowVaultConnections: [{ name: 'mail', app_id: 'SENDGRID', setup: { type: 'API_KEY', api_key: canaries.createCanary() } }],
    attackProtection: {
      captcha: { active_provider_id: 'recaptcha_v2', recaptcha_v2: { site_key: 's', secret: canaries.createCanary() } },
    },
  };
}

async function loadSecretDocument(canaries: Canaries, sources = canaries): Promise<Loaded> {
  const env: Record<string, string> = {};
  const folder = createTemporaryFolder({ 'tenant.yaml': stringify(buildSecretDocument(canaries, sources, env)) });
  const outcome = await load({ files: [join(folder, 'tenant.yaml')], root: folder, env });
  if (!outcome.ok) throw new Error(renderProblemsText(outcome.error, { colour: false }));
  return outcome.value;
}

const createTerminal = (colour: boolean) => ({
  print: () => undefined,
  printMessage: () => undefined,
  reportProblems: async () => undefined,
  colour,
  errorColour: colour,
  width: 200,
  interactive: false,
  redact: (text: string) => text,
});

async function renderEveryFormat(documents: { plan?: Plan; result?: Result; problems?: readonly Problem[] }): Promise<string> {
  const { plan, result, problems = [] } = documents;
  const forms = [JSON.stringify(documents), renderProblemsText(problems, { colour: true })];
  for (const colour of [true, false]) {
    for (const format of FORMATS.plan) if (plan) forms.push(await renderPlan(plan, format, createTerminal(colour)));
    for (const format of FORMATS.result) if (result) forms.push(await renderResult(result, format, createTerminal(colour)));
  }
  return forms.join('\n');
}

/** Through a wire that goes wrong at every write. */
async function applyThrough(fault: Fault | undefined, plan: Plan, { definition }: Loaded): Promise<Result> {
  proxy.clear();
  proxy.chooseFault = ({ method, path }) => (method === 'GET' || !path.startsWith('/api/') ? undefined : fault);
  const api: ManagementApi = createEmulatorApi(
    { ...tenant().emulator, url: proxy.url },
    { secrets: () => listSecretValues(definition) },
  );
  const result = await tenant().apply(plan, definition, { api });
  await api.close();
  return result;
}

const formatSentHeaders = (): string =>
  JSON.stringify(proxy.seen.map(({ headers, path }) => ({ ...headers, authorization: '', path })));

describe('no secret is seen', () => {
  it('in a plan, a result, a refusal that quotes it, or an answer that alters it; neither when made nor when changed', async () => {
    const at = tenant();
    at.emulator.reset();
    const canaries = new Canaries('a');
    const first = await loadSecretDocument(canaries);
    const created = await at.plan(first.definition);
    expect(listChanges(created).length).toBeGreaterThan(40);
    expect(canaries.findLeaks(await renderEveryFormat({ plan: created }))).toEqual([]);
    for (const fault of ['quoted', undefined, 'altered'] as const) {
      const result = await applyThrough(fault, await at.plan(first.definition), first);
      expect({ fault, seen: canaries.findLeaks(await renderEveryFormat({ result })) }).toEqual({ fault, seen: [] });
      expect(canaries.findLeaks(formatSentHeaders())).toEqual([]);
    }
    // The tenant now has the old secrets, and the definition asks for new ones.
    const second = await loadSecretDocument(canaries);
    const updated = await at.plan(second.definition);
    expect(canaries.findLeaks(await renderEveryFormat({ plan: updated }))).toEqual([]);
    for (const fault of ['quoted', 'altered', undefined] as const) {
      const result = await applyThrough(fault, await at.plan(second.definition), second);
      expect({ fault, seen: canaries.findLeaks(await renderEveryFormat({ result })) }).toEqual({ fault, seen: [] });
    }
  });

  it('in what is told about a tenant that has moved', async () => {
    const at = tenant();
    at.emulator.reset();
    const canaries = new Canaries('b');
    const first = await loadSecretDocument(canaries);
    await at.apply(await at.plan(first.definition), first.definition);
    const second = await loadSecretDocument(canaries);
    const plan = await at.plan(second.definition);
    await at.apply(plan, second.definition);
    const result = await at.apply(plan, second.definition);
    expect(result.refused?.length).toBeGreaterThan(0);
    expect(canaries.findLeaks(await renderEveryFormat({ result, problems: result.refused ?? [] }))).toEqual([]);
  });

  it('in a plan that deletes what holds them, or that only reads them back', async () => {
    const at = tenant();
    at.emulator.reset();
    const canaries = new Canaries('c');
    // What came from a secret source into an ordinary field is an ordinary value to whoever does not declare it.
    const first = await loadSecretDocument(canaries, new Canaries('d'));
    await at.apply(await at.plan(first.definition), first.definition);
    const { definition } = first;
    const touched = definition.resources.map((one) => ({ ...one, fields: declareOneChange(one.type, one.fields), secrets: {} }));
    expect(canaries.findLeaks(await renderEveryFormat({ plan: await at.plan({ ...definition, resources: touched }) }))).toEqual(
      [],
    );
  });
});

it('no secret is seen in an export, in whatever form', async () => {
  const canaries = new Canaries('e');
  // A tenant that has all of it at once: an API would refuse some of these together.
  const { definition } = await loadSecretDocument(canaries, new Canaries('f'));
  const snapshot = buildSnapshotFromDefinition(definition, CATALOGUE);
  for (const layout of ['text', 'folder'] as const) {
    for (const full of [false, true]) {
      const result = exportSnapshot(snapshot, { layout, full });
      expect(result.secrets.length).toBeGreaterThan(30);
      expect(canaries.findLeaks(JSON.stringify(result) + renderProblemsText(result.notes, { colour: true }))).toEqual([]);
    }
  }
});

/** The same resource with nothing declared but what can't be left out, and one change. */
function declareOneChange(type: string, fields: JsonObject): JsonObject {
  const keys = ['name', 'identifier', 'strategy', 'client_id', 'audience', 'type', 'app_id', 'supported_triggers', 'provider'];
  const kept = Object.fromEntries(Object.entries(fields).filter(([name]) => keys.includes(name)));
  const change: Readonly<Record<string, JsonObject>> = {
    clients: { logo_uri: 'https://acme.test/new.png' },
    connections: { show_as_button: true, options: { non_persistent_attrs: ['x'] } },
    resourceServers: { token_lifetime: 1234 },
    logStreams: { isPriority: true },
    eventStreams: { status: 'disabled' },
    phoneProviders: { disabled: true },
    actions: { code: 'exports.b = 1;' },
  };
  return { ...kept, ...change[type] };
}
