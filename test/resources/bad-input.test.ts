import { beforeEach, describe, expect, it } from 'vitest';
import { findProblemCodes, findProblems, loadOrThrow } from '../loader/load-helpers.ts';
import { describeOperations } from '../support/describe-operations.ts';
import { setUpTenantPipeline } from '../support/tenant-pipeline.ts';

describe('told offline', () => {
  it.each([
    ['a trigger that does not exist', 'triggers: { post-loginn: [] }', 'wrong-value 1:13'],
    ['a trigger that is not known', 'actions: [{ name: a, supported_triggers: [{ id: lunch }] }]', 'warning unknown-value 1:49'],
    ['texts of a prompt that does not exist', 'prompts: { customText: { en: { logn: {} } } }', 'wrong-value 1:32'],
    ['texts in a language that is not known', 'prompts: { customText: { xx: { login: {} } } }', 'warning unknown-value 1:26'],
    ['partials of a prompt that is not known to take any', 'prompts: { partials: { mfa: {} } }', 'warning unknown-value 1:24'],
    ['a template that is not known', 'emailTemplates: [{ template: lunch }]', 'warning unknown-value 1:30'],
    ['two e-mail providers', 'emailProvider: [{ name: sendgrid }, { name: ses }]', 'wrong-type 1:16'],
    ['an e-mail provider twice', 'emailProvider: { name: ses }\nemailProvider: { name: smtp }', 'yaml-duplicate-key 2:1'],
    ['a protection that does not exist', 'attackProtection: { rain: { enabled: true } }', 'wrong-value 1:21'],
    [
      'a field of another protection',
      'attackProtection: { bruteForceProtection: { bot_detection_level: low } }',
      'unknown-field 1:45',
    ],
    ['a field of another sink', 'logStreams: [{ name: a, type: http, sink: { datadogRegion: eu } }]', 'unknown-field 1:45'],
    [
      'a factor twice',
      'guardianFactors: [{ name: otp, enabled: true }, { name: otp, enabled: false }]',
      'duplicate-resource 1:57',
    ],
    ['a service that does not serve the factor', 'guardianFactorProviders: [{ name: phone, provider: sns }]', 'wrong-value 1:52'],
    ['a text where settings should be', 'tenant: Acme', 'wrong-type 1:9'],
    ['texts as a list', 'prompts: { customText: [en] }', 'wrong-type 1:24'],
  ])('%s', async (_, text, code) => {
    expect(await findProblemCodes(text)).toEqual([code]);
  });

  it('code of more than 100 kB', async () => {
    const text = `actions: [{ name: a, supported_triggers: [{ id: post-login }], code: '\${file:a.js}' }]`;
    expect(await findProblemCodes({ 'tenant.yaml': text, 'a.js': 'x'.repeat(102_401) })).toEqual(['wrong-value 1:70']);
    expect(await findProblemCodes({ 'tenant.yaml': text, 'a.js': 'x'.repeat(102_400) })).toEqual([]);
  });

  it('what belongs to another kind is no riddle about null', async () => {
    const [problem] = await findProblems('attackProtection: { bruteForceProtection: { bot_detection_level: low } }');
    expect(JSON.stringify(problem)).not.toContain('null');
  });
});

describe('told before anything is changed', () => {
  const tenant = setUpTenantPipeline();
  beforeEach(() => tenant().emulator.reset());

  const TEMPLATE = '{ template: welcome_email, body: x, from: null, subject: x, syntax: liquid, enabled: true }';

  it.each([
    ['an e-mail provider without credentials', 'emailProvider: { name: sendgrid }', ['emailProvider /credentials']],
    ['credentials without a key', 'emailProvider: { name: sendgrid, credentials: {} }', ['emailProvider /credentials/api_key']],
    [
      'a mail server without its port',
      'emailProvider: { name: smtp, credentials: { smtp_host: a.test } }',
      ['emailProvider /credentials/smtp_port'],
    ],
    [
      'Twilio without credentials',
      'phoneProviders: [{ name: twilio, configuration: { sid: AC1, default_from: "+1555", delivery_methods: [text] } }]',
      ['phoneProviders/twilio /credentials'],
    ],
    ['a log stream that leads nowhere', 'logStreams: [{ name: a, type: http }]', ['logStreams/a /sink']],
    ['an event stream that leads nowhere', 'eventStreams: [{ name: a }]', ['eventStreams/a /destination']],
    [
      'a template of which nothing is known yet',
      'emailTemplates: [{ template: welcome_email, subject: x, from: null }]',
      ['body', 'syntax', 'enabled'].map((name) => `emailTemplates/welcome_email /${name}`),
    ],
  ])('%s', async (_, text, places) => {
    const { problems } = await tenant().tryPlan((await loadOrThrow(text)).definition);
    expect(problems.map(({ code, place }) => [code, place])).toEqual(
      places.map((place) => {
        const [address, pointer] = place.split(' ');
        return ['missing-field', { kind: 'address', address, pointer }];
      }),
    );
  });

  it('what is there may leave all of that out', async () => {
    const at = tenant();
    await at.applyDefinition((await loadOrThrow(`emailTemplates: [${TEMPLATE}]`)).definition);
    const { plan } = await at.applyDefinition(
      (await loadOrThrow('emailTemplates: [{ template: welcome_email, subject: y }]')).definition,
    );
    expect(describeOperations(plan)).toEqual(['update emailTemplates/welcome_email: replace /subject']);
  });
});
