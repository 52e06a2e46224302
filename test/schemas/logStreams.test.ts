import { expect, test } from 'vitest';
import { computeFieldChanges } from '../../src/schema/compare/compare-fields.ts';
import { AS_IS } from '../../src/schema/compare/normal-form.ts';
import { loadSchema } from '../../src/schema/load-schema.ts';
import { composeUpdateBody, type EncodeOptions } from '../../src/schema/request/compose-body.ts';
import { toRootShape } from '../../src/schema/schema-shape.ts';
import { maskResource } from '../../src/schema/secrets/mask-resource.ts';
import { findRefusals } from './schema-helpers.ts';

const shape = toRootShape(loadSchema('logStreams'));
const wire: EncodeOptions = {
  encodeReference: (type, key) => ({ $ref: `${type}/${key}` }),
  readReference: (_, value) => value,
  secrets: new Set(),
};

test.each<[string, unknown]>([
  [
    'http',
    {
      name: 'To http',
      type: 'http',
      sink: {
        httpEndpoint: 'https://logs.acme.test',
        httpAuthorization: 'canary',
        httpContentFormat: 'JSONLINES',
        httpContentType: 'application/json',
        httpCustomHeaders: [{ header: 'x-team', value: 'canary' }],
      },
      status: 'paused',
      isPriority: true,
    },
  ],
  [
    'eventbridge',
    {
      name: 'To eventbridge',
      type: 'eventbridge',
      sink: { awsAccountId: '123456789012', awsRegion: 'us-east-2', awsPartnerEventSource: 'aws.partner/acme' },
    },
  ],
  [
    'eventgrid',
    {
      name: 'To eventgrid',
      type: 'eventgrid',
      sink: {
        azureSubscriptionId: 'b69a6835-57c7-4d53-b0d5-1c6ae580b6d5',
        azureRegion: 'northeurope',
        azureResourceGroup: 'acme',
      },
    },
  ],
  ['datadog', { name: 'To datadog', type: 'datadog', sink: { datadogApiKey: 'canary', datadogRegion: 'us5' } }],
  [
    'splunk',
    {
      name: 'To splunk',
      type: 'splunk',
      sink: { splunkDomain: 'splunk.acme.test', splunkPort: '8088', splunkToken: 'canary', splunkSecure: true },
    },
  ],
  ['sumo', { name: 'To sumo', type: 'sumo', sink: { sumoSourceAddress: 'https://sumo.acme.test/canary' } }],
  ['segment', { name: 'To segment', type: 'segment', sink: { segmentWriteKey: 'canary' } }],
  [
    'mixpanel',
    {
      name: 'To mixpanel',
      type: 'mixpanel',
      sink: {
        mixpanelRegion: 'eu',
        mixpanelProjectId: '1',
        mixpanelServiceAccountUsername: 'acme',
        mixpanelServiceAccountPassword: 'canary',
      },
    },
  ],
  [
    'filters and hidden fields',
    {
      name: 'To segment',
      type: 'segment',
      sink: {},
      filters: [{ type: 'category', name: 'auth.login.fail' }],
      pii_config: { log_fields: ['email'], method: 'mask' },
      startFrom: '2026-01-01T00:00:00.000Z',
    },
  ],
])('accepts %s', (_, value) => {
  expect(findRefusals('logStreams', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['a kind that is not there', { name: 'To syslog', type: 'syslog', sink: {} }, ['enum /type']],
  ['no kind', { name: 'Logs' }, ['required ']],
  [
    'a sink of another kind',
    { name: 'To datadog', type: 'datadog', sink: { segmentWriteKey: 'canary' } },
    ['additionalProperties /sink'],
  ],
  [
    'an address without https',
    { name: 'To http', type: 'http', sink: { httpEndpoint: 'http://logs.acme.test' } },
    ['pattern /sink/httpEndpoint'],
  ],
  ['a port as a number', { name: 'To splunk', type: 'splunk', sink: { splunkPort: 8088 } }, ['type /sink/splunkPort']],
  [
    'an account that is too short',
    { name: 'To eventbridge', type: 'eventbridge', sink: { awsAccountId: '1234' } },
    ['pattern /sink/awsAccountId'],
  ],
  [
    'a filter that is not there',
    { name: 'To segment', type: 'segment', sink: {}, filters: [{ type: 'category', name: 'everything' }] },
    ['enum /filters/0/name'],
  ],
  [
    'hidden fields that are none',
    { name: 'To segment', type: 'segment', sink: {}, pii_config: { log_fields: [] } },
    ['minItems /pii_config/log_fields'],
  ],
])('refuses %s', (_, value, expected) => {
  expect(findRefusals('logStreams', value)).toEqual(expected);
});

const buildDatadogStream = (region: string) => ({
  name: 'Logs',
  type: 'datadog',
  sink: { datadogRegion: region, datadogApiKey: 'canary' },
});

test('an update sends the sink whole, secrets by their place, and keeps hidden fields hidden', () => {
  const live = { ...buildDatadogStream('us'), pii_config: { log_fields: ['email'], method: 'hash' } };
  const declared = { name: 'Logs', type: 'datadog', sink: { datadogRegion: 'eu' } };
  expect(composeUpdateBody(shape, live, declared, ['sink'], wire)).toEqual({
    sink: { datadogRegion: 'eu', datadogApiKey: { $live: '/sink/datadogApiKey' } },
    pii_config: live.pii_config,
  });
});

test('a password that comes back masked is never a change, and never sent back', () => {
  const live = { type: 'mixpanel', sink: { mixpanelRegion: 'us', mixpanelServiceAccountPassword: '********' } };
  const declared = { type: 'mixpanel', sink: { mixpanelServiceAccountPassword: 'canary' } };
  expect(computeFieldChanges(shape, live, declared, AS_IS)).toEqual([]);
  const moved = { type: 'mixpanel', sink: { mixpanelRegion: 'eu' } };
  expect(JSON.stringify(composeUpdateBody(shape, live, moved, ['sink'], wire))).not.toContain('Password');
});

test('no filters are none', () => {
  expect(computeFieldChanges(shape, buildDatadogStream('us'), { ...buildDatadogStream('us'), filters: [] }, AS_IS)).toEqual([]);
});

test.each([
  { type: 'http', sink: { httpAuthorization: 'canary', httpCustomHeaders: [{ header: 'x', value: 'canary' }] } },
  buildDatadogStream('us'),
  { type: 'splunk', sink: { splunkToken: 'canary' } },
  { type: 'sumo', sink: { sumoSourceAddress: 'canary' } },
  { type: 'segment', sink: { segmentWriteKey: 'canary' } },
  { type: 'mixpanel', sink: { mixpanelServiceAccountPassword: 'canary' } },
])('secrets of $type are never shown', (stream) => {
  expect(JSON.stringify(maskResource(shape, stream, new Set()))).not.toContain('canary');
});
