import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/model/json/json-value.ts';
import { computeFieldChanges } from '../../src/schema/compare/compare-fields.ts';
import { AS_IS } from '../../src/schema/compare/normal-form.ts';
import { loadSchema } from '../../src/schema/load-schema.ts';
import { findReferences } from '../../src/schema/schema-references.ts';
import { toRootShape } from '../../src/schema/schema-shape.ts';
import { maskResource } from '../../src/schema/secrets/mask-resource.ts';
import { findRefusals } from './schema-helpers.ts';

const shape = toRootShape(loadSchema('eventStreams'));

test.each<[string, unknown]>([
  [
    'basic',
    {
      name: 'New users',
      subscriptions: [{ event_type: 'user.created' }],
      destination: {
        type: 'webhook',
        configuration: {
          webhook_endpoint: 'https://acme.test/events',
          webhook_authorization: { method: 'basic', username: 'acme', password: 'canary' },
        },
      },
    },
  ],
  [
    'bearer',
    {
      name: 'New users',
      subscriptions: [{ event_type: 'user.created' }],
      destination: {
        type: 'webhook',
        configuration: {
          webhook_endpoint: 'https://acme.test/events',
          webhook_authorization: { method: 'bearer', token: 'canary' },
        },
      },
      status: 'disabled',
    },
  ],
  [
    'a header',
    {
      name: 'New users',
      subscriptions: [{ event_type: 'user.created' }],
      destination: {
        type: 'webhook',
        configuration: {
          webhook_endpoint: 'https://acme.test/events',
          webhook_authorization: { method: 'custom_header', header_key: 'x-key', header_value: 'canary' },
        },
      },
    },
  ],
  [
    'eventbridge',
    {
      name: 'New users',
      subscriptions: [{ event_type: 'user.created' }],
      destination: {
        type: 'eventbridge',
        configuration: { aws_account_id: '123456789012', aws_region: 'us-east-1', aws_partner_event_source: 'x' },
      },
    },
  ],
  [
    'an action',
    {
      name: 'New users',
      subscriptions: [{ event_type: 'user.created' }],
      destination: { type: 'action', configuration: { action_id: 'Audit' } },
    },
  ],
])('accepts %s', (_, value) => {
  expect(findRefusals('eventStreams', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  [
    'a secret of another method',
    {
      name: 'New users',
      subscriptions: [{ event_type: 'user.created' }],
      destination: {
        type: 'webhook',
        configuration: {
          webhook_endpoint: 'https://acme.test/events',
          webhook_authorization: { method: 'basic', token: 'canary' },
        },
      },
    },
    ['type /destination/configuration/webhook_authorization/token'],
  ],
  [
    'settings of another destination',
    {
      name: 'New users',
      subscriptions: [{ event_type: 'user.created' }],
      destination: { type: 'action', configuration: { webhook_endpoint: 'https://acme.test' } },
    },
    ['additionalProperties /destination/configuration'],
  ],
  [
    'an address without https',
    {
      name: 'New users',
      subscriptions: [{ event_type: 'user.created' }],
      destination: { type: 'webhook', configuration: { webhook_endpoint: 'http://acme.test' } },
    },
    ['pattern /destination/configuration/webhook_endpoint'],
  ],
  [
    'a destination that is not there',
    { name: 'New users', subscriptions: [{ event_type: 'user.created' }], destination: { type: 'kafka', configuration: {} } },
    ['enum /destination/type'],
  ],
  [
    'no events',
    { name: 'New users', subscriptions: [], destination: { type: 'action', configuration: {} } },
    ['minItems /subscriptions'],
  ],
])('refuses %s', (_, value, expected) => {
  expect(findRefusals('eventStreams', value)).toEqual(expected);
});

const buildWebhook = (authorization: JsonObject) => ({
  destination: { type: 'webhook', configuration: { webhook_authorization: authorization } },
});

test.each([
  { method: 'basic', username: 'acme', password: 'canary' },
  { method: 'bearer', token: 'canary' },
  { method: 'custom_header', header_key: 'x-key', header_value: 'canary' },
])('the secret of $method is never a change and never shown', (authorization) => {
  const live = Object.fromEntries(Object.entries(authorization).filter(([, value]) => value !== 'canary'));
  expect(computeFieldChanges(shape, buildWebhook(live), buildWebhook(authorization), AS_IS)).toEqual([]);
  expect(JSON.stringify(maskResource(shape, buildWebhook(authorization), new Set()))).not.toContain('canary');
});

test('refers to its action by name', () => {
  const stream = { destination: { type: 'action', configuration: { action_id: 'Audit' } } };
  expect(findReferences(shape, stream).map(({ type, value }) => `${type}/${value}`)).toEqual(['actions/Audit']);
});
