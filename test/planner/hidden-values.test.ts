import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/json/json-value.ts';
import { createDefinition, createLiveResource, createSnapshot, declareResource } from '../support/tenant-builders.ts';
import { findPlanProblems, getOnlyOperation, planOrFail } from './plan-helpers.ts';

const formatPlanProblems = (type: string, id: string, now: JsonObject, wanted: JsonObject) =>
  findPlanProblems(
    createDefinition([declareResource(type, wanted)]),
    createSnapshot({ [type]: [createLiveResource(id, now)] }),
  ).map(({ code, place }) => `${code} ${place?.kind === 'address' ? place.pointer : ''}`);

const planResource = (type: string, id: string, now: JsonObject, wanted: JsonObject, secrets: readonly string[] = []) =>
  planOrFail(
    createDefinition([
      declareResource(type, wanted, { secrets: Object.fromEntries(secrets.map((at) => [at, { kind: 'literal' }])) }),
    ]),
    createSnapshot({ [type]: [createLiveResource(id, now)] }),
  );

describe('a change beside a secret that the tenant does not show is refused, and names it', () => {
  it.each([
    [
      'the mail server',
      'emailProvider',
      'emailProvider',
      { name: 'smtp', credentials: { smtp_host: 'a' } },
      { name: 'smtp', credentials: { smtp_host: 'b' } },
      ['/credentials/smtp_pass'],
    ],
    [
      'a captcha',
      'attackProtection',
      'captcha',
      { name: 'captcha', hcaptcha: { site_key: 'a' } },
      { name: 'captcha', hcaptcha: { site_key: 'b' } },
      ['/hcaptcha/secret'],
    ],
    [
      'a webhook',
      'eventStreams',
      'est',
      {
        id: 'est',
        name: 'hook',
        destination: {
          type: 'webhook',
          configuration: {
            webhook_endpoint: 'https://a.test',
            webhook_authorization: { method: 'custom_header', header_key: 'X' },
          },
        },
      },
      { name: 'hook', destination: { type: 'webhook', configuration: { webhook_endpoint: 'https://b.test' } } },
      ['/destination/configuration/webhook_authorization/header_value'],
    ],
    [
      'a push service',
      'guardianFactorProviders',
      'push-notification|sns',
      { name: 'push-notification', provider: 'sns', aws_region: 'eu-west-1' },
      { name: 'push-notification', provider: 'sns', aws_region: 'eu-central-1' },
      ['/aws_secret_access_key'],
    ],
    [
      'a list of secrets',
      'actions',
      'act',
      { id: 'act', name: 'A', secrets: [{ name: 'ONE' }] },
      { name: 'A', secrets: [{ name: 'ONE' }, { name: 'TWO', value: 'x' }] },
      ['/secrets/0/value'],
    ],
  ])('%s', (_, type, id, now, wanted, places) => {
    expect(formatPlanProblems(type, id, now, wanted)).toEqual(places.map((place) => `opaque-value-lost ${place}`));
  });

  it('but not where it is declared, or nothing around it changes', () => {
    const now = { name: 'smtp', enabled: true, credentials: { smtp_host: 'a' } };
    const withPass = planResource(
      'emailProvider',
      'emailProvider',
      now,
      { name: 'smtp', credentials: { smtp_host: 'b', smtp_pass: 'p' } },
      ['/credentials/smtp_pass'],
    );
    expect(getOnlyOperation(withPass).requests.at(-1)?.body).toMatchObject({
      credentials: { smtp_host: 'b', smtp_pass: { $secret: '/credentials/smtp_pass' } },
    });
    expect(
      planResource(
        'actions',
        'act',
        { id: 'act', name: 'A', secrets: [{ name: 'ONE' }] },
        { name: 'A', secrets: [{ name: 'ONE' }] },
      ).operations,
    ).toEqual([]);
  });
});

describe('what the tenant shows under another name', () => {
  const buildConnection = (options: JsonObject) => ({ id: 'con', name: 'ping', strategy: 'pingfederate', options });
  const formatPem = (body: string) => `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`;

  it('is compared with it, whatever the spelling', () => {
    const now = buildConnection({ pingFederateBaseUrl: 'https://p.test', cert: formatPem('QUJD').trim() });
    const buildDeclaredConnection = (cert: string) => ({
      name: 'ping',
      strategy: 'pingfederate',
      options: { signingCert: cert },
    });
    expect(planResource('connections', 'con', now, buildDeclaredConnection(formatPem('QUJD'))).operations).toEqual([]);
    expect(
      planResource('connections', 'con', now, buildDeclaredConnection(Buffer.from(formatPem('QUJD')).toString('base64')))
        .operations,
    ).toEqual([]);
    const [operation] = planResource('connections', 'con', now, buildDeclaredConnection(formatPem('REVG'))).operations;
    expect(operation?.changes.map(({ path }) => path)).toEqual(['/options/signingCert']);
  });

  it('is sent along with what is beside it', () => {
    const now = buildConnection({ pingFederateBaseUrl: 'https://p.test', cert: formatPem('QUJD') });
    const plan = planResource('connections', 'con', now, {
      name: 'ping',
      strategy: 'pingfederate',
      options: { pingFederateBaseUrl: 'https://q.test' },
    });
    expect(getOnlyOperation(plan).requests.at(-1)?.body).toMatchObject({ options: { signingCert: formatPem('QUJD') } });
  });
});

it('what nobody can compare is said in every plan, and asked for it is sent', () => {
  const now = { id: 'con', name: 'idp', strategy: 'samlp', options: { signInEndpoint: 'https://i.test' } };
  const wanted = { name: 'idp', strategy: 'samlp', options: { metadataXml: '<x/>' } };
  const plan = planResource('connections', 'con', now, wanted);
  expect(plan.operations.map(({ action, id }) => [action, id])).toEqual([['note', 'note connections/idp not compared']]);
});

it('a secret of what the API never shows is said in every plan, too', () => {
  const key = { name: 'push-notification', provider: 'fcmv1' };
  const wanted = { ...key, server_credentials: 'x' };
  const plan = planResource('guardianFactorProviders', 'push-notification|fcmv1', key, wanted, ['/server_credentials']);
  expect(plan.operations.map(({ action, address }) => [action, address])).toEqual([
    ['note', 'guardianFactorProviders/push-notification|fcmv1'],
  ]);
  expect(planResource('guardianFactorProviders', 'push-notification|fcmv1', key, key).operations).toEqual([]);
});

describe('spellings', () => {
  it('hours that are the same minutes', () => {
    const plan = planResource('tenant', 'tenant', { session_lifetime: 5 / 60 }, { session_lifetime: 0.0833 });
    expect(plan.operations).toEqual([]);
    expect(planResource('tenant', 'tenant', { session_lifetime: 5 / 60 }, { session_lifetime: 0.1 }).operations).toHaveLength(1);
  });
});
