import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_POLICY, type Definition } from '../../src/model/definition/definition.ts';
import { parsePointer } from '../../src/model/json/pointer.ts';
import { listChanges } from '../../src/model/plan/plan.ts';
import { loadOrThrow } from '../loader/load-helpers.ts';
import { exportSnapshot, fetchWholeSnapshot, loadExport } from '../support/export-snapshot.ts';
import { pickSample } from '../support/run-size.ts';
import { FIXTURE_SECRETS, TYPE_FIXTURES } from '../support/shapes/index.ts';
import { expectAllDone, setUpTenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();
const empty = setUpTenantPipeline();
beforeEach(() => {
  tenant().emulator.reset();
  empty().emulator.reset();
});

/** What a tenant is asked for by hand, with secrets in every kind of place. */
const PLACES: readonly (readonly [what: string, text: string, secrets: readonly string[]])[] = [
  [
    'SMTP',
    'emailProvider: { name: smtp, enabled: true, default_from_address: a@quay.test, credentials: { smtp_host: mail.quay.test, smtp_port: 587, smtp_user: u, smtp_pass: x } }',
    ['emailProvider credentials.smtp_pass'],
  ],
  [
    'an API key',
    'emailProvider: { name: sendgrid, enabled: true, default_from_address: a@quay.test, credentials: { api_key: x } }',
    ['emailProvider credentials.api_key'],
  ],
  [
    'Twilio',
    'phoneProviders: [{ name: twilio, configuration: { sid: AC1, default_from: "+15550009", delivery_methods: [text] }, credentials: { auth_token: x } }]',
    ['phoneProviders/twilio credentials.auth_token'],
  ],
  [
    'a webhook with a header',
    'eventStreams: [{ name: h, subscriptions: [{ event_type: user.created }], destination: { type: webhook, configuration: { webhook_endpoint: https://h.test/, webhook_authorization: { method: custom_header, header_key: K, header_value: x } } } }]',
    ['eventStreams/h destination.configuration.webhook_authorization.header_value'],
  ],
  [
    'a webhook with a token',
    'eventStreams: [{ name: b, subscriptions: [{ event_type: user.created }], destination: { type: webhook, configuration: { webhook_endpoint: https://h.test/, webhook_authorization: { method: bearer, token: x } } } }]',
    ['eventStreams/b destination.configuration.webhook_authorization.token'],
  ],
  [
    'a captcha',
    'attackProtection: { captcha: { active_provider_id: friendly_captcha, friendly_captcha: { site_key: s, secret: x } } }',
    ['attackProtection/captcha friendly_captcha.secret'],
  ],
  [
    'SNS',
    'guardianFactorProviders: [{ name: push-notification, provider: sns, aws_access_key_id: A, aws_secret_access_key: x, aws_region: eu-west-1, sns_apns_platform_application_arn: a, sns_gcm_platform_application_arn: g }]',
    ['guardianFactorProviders/push-notification|sns aws_secret_access_key'],
  ],
  [
    'Duo',
    'guardianFactorProviders: [{ name: duo, provider: duo, ikey: i, skey: x, host: h.test }]',
    ['guardianFactorProviders/duo|duo skey'],
  ],
  [
    'an action',
    'actions: [{ name: a, code: "exports.a = 1;", supported_triggers: [{ id: post-login, version: v3 }], secrets: [{ name: K, value: x }, { name: L, value: x }] }]',
    ['actions/a secrets.0.value', 'actions/a secrets.1.value'],
  ],
  [
    'an action module',
    'actionModules: [{ name: m, code: "exports.a = 1;", secrets: [{ name: K, value: x }] }]',
    ['actionModules/m secrets.0.value'],
  ],
  [
    'a stream to Segment',
    'logStreams: [{ name: s, type: segment, sink: { segmentWriteKey: x } }]',
    ['logStreams/s sink.segmentWriteKey'],
  ],
];

const resetPolicy = (definition: Definition): Definition => ({ ...definition, policy: DEFAULT_POLICY });

async function makeCopy(text: string): Promise<readonly string[]> {
  const { definition } = await loadOrThrow(text, { env: FIXTURE_SECRETS });
  await tenant().applyDefinition(definition);
  const snapshot = await fetchWholeSnapshot(tenant().api);
  const made = exportSnapshot(snapshot);
  const copy = resetPolicy((await loadExport(made, snapshot)).definition);
  const plan = await empty().plan(copy);
  expect(plan.refusals).toEqual([]);
  expectAllDone(await empty().apply(plan, copy));
  expect(listChanges(await empty().plan(copy))).toEqual([]);
  return made.secrets.map(({ address, pointer }) => `${address} ${parsePointer(pointer).join('.')}`);
}

describe('an export, with all secrets set that it lists, makes an empty tenant the same', () => {
  it.each(pickSample(PLACES, 3, 'secret places'))('that has %s', async (_, text, secrets) => {
    expect(await makeCopy(text)).toEqual(secrets);
  });

  it.each(pickSample(TYPE_FIXTURES, 3, 'export secrets'))('that has $type', async (shape) => {
    await makeCopy([shape.with ?? '', shape.after].join('\n'));
  });
});

it('a provider without credentials keeps its empty ones', async () => {
  const text = 'phoneProviders: [{ name: custom, configuration: { delivery_methods: [text] }, credentials: {} }]';
  const { definition } = await loadOrThrow(
    `actions: [{ name: sends, code: "exports.a = 1;", supported_triggers: [{ id: custom-phone-provider, version: v1 }], deployed: true }]\ntriggers: { custom-phone-provider: [{ action_name: sends }] }\n${text}`,
  );
  await tenant().applyDefinition(definition);
  const snapshot = await fetchWholeSnapshot(tenant().api);
  const { definition: again } = await loadExport(exportSnapshot(snapshot), snapshot);
  expect(again.resources.find(({ type }) => type === 'phoneProviders')?.fields.credentials).toEqual({});
});

it('a secret of which not even the names are shown is named', async () => {
  const { definition } = await loadOrThrow(
    'flowVaultConnections: [{ name: v, app_id: HTTP, setup: { type: BEARER, token: x } }]',
  );
  await tenant().applyDefinition(definition);
  const made = exportSnapshot(await fetchWholeSnapshot(tenant().api));
  const notes = made.notes.filter(({ code }) => code === 'secret-missing');
  expect(notes.map(({ place }) => place)).toEqual([{ kind: 'address', address: 'flowVaultConnections' }]);
});
