import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_POLICY, type Definition } from '../../src/model/definition/definition.ts';
import { parsePointer } from '../../src/model/json/pointer.ts';
import { listChanges } from '../../src/model/plan/plan.ts';
import { loaded } from '../loader/support.ts';
import { emulatedForFile, expectDone } from '../support/emulated.ts';
import { exported, loadExport, wholeSnapshot } from '../support/exported.ts';
import { SECRETS, SHAPES } from '../support/shapes/index.ts';
import { sampleOf } from '../support/size.ts';

const tenant = emulatedForFile();
const empty = emulatedForFile();
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

const copied = (definition: Definition): Definition => ({ ...definition, policy: DEFAULT_POLICY });

async function makeCopy(text: string): Promise<readonly string[]> {
  const { definition } = await loaded(text, { env: SECRETS });
  await tenant().become(definition);
  const snapshot = await wholeSnapshot(tenant().api);
  const made = exported(snapshot);
  const copy = copied((await loadExport(made, snapshot)).definition);
  const plan = await empty().plan(copy);
  expect(plan.refusals).toEqual([]);
  expectDone(await empty().apply(plan, copy));
  expect(listChanges(await empty().plan(copy))).toEqual([]);
  return made.secrets.map(({ address, pointer }) => `${address} ${parsePointer(pointer).join('.')}`);
}

describe('an export, with all secrets set that it lists, makes an empty tenant the same', () => {
  it.each(sampleOf(PLACES, 3, 'secret places'))('that has %s', async (_, text, secrets) => {
    expect(await makeCopy(text)).toEqual(secrets);
  });

  it.each(sampleOf(SHAPES, 3, 'export secrets'))('that has $type', async (shape) => {
    await makeCopy([shape.with ?? '', shape.after].join('\n'));
  });
});

it('a provider without credentials keeps its empty ones', async () => {
  const text = 'phoneProviders: [{ name: custom, configuration: { delivery_methods: [text] }, credentials: {} }]';
  const { definition } = await loaded(
    `actions: [{ name: sends, code: "exports.a = 1;", supported_triggers: [{ id: custom-phone-provider, version: v1 }], deployed: true }]\ntriggers: { custom-phone-provider: [{ action_name: sends }] }\n${text}`,
  );
  await tenant().become(definition);
  const snapshot = await wholeSnapshot(tenant().api);
  const { definition: again } = await loadExport(exported(snapshot), snapshot);
  expect(again.resources.find(({ type }) => type === 'phoneProviders')?.fields.credentials).toEqual({});
});

it('a secret of which not even the names are shown is named', async () => {
  const { definition } = await loaded('flowVaultConnections: [{ name: v, app_id: HTTP, setup: { type: BEARER, token: x } }]');
  await tenant().become(definition);
  const made = exported(await wholeSnapshot(tenant().api));
  const notes = made.notes.filter(({ code }) => code === 'secret-missing');
  expect(notes.map(({ place }) => place)).toEqual([{ kind: 'address', address: 'flowVaultConnections' }]);
});
