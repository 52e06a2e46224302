import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/model/json/json-value.ts';
import { computeFieldChanges } from '../../src/schema/compare/compare-fields.ts';
import { AS_IS } from '../../src/schema/compare/normal-form.ts';
import { loadSchema } from '../../src/schema/load-schema.ts';
import { findReferences } from '../../src/schema/schema-references.ts';
import { toRootShape } from '../../src/schema/schema-shape.ts';
import { maskResource } from '../../src/schema/secrets/mask-resource.ts';
import { findRefusals } from './schema-helpers.ts';

const shape = toRootShape(loadSchema('forms'));

test.each<[string, unknown]>([
  ['a name', { name: 'Profile' }],
  [
    'all of it',
    {
      name: 'Profile',
      languages: { primary: 'en' },
      messages: { errors: { ERR_REQUIRED: 'Please' } },
      translations: { de: { components: { full_name: { label: 'Name' } } } },
      nodes: [
        {
          id: 'step_1',
          type: 'STEP',
          alias: 'Name',
          coordinates: { x: 500, y: 0 },
          config: {
            next_node: 'flow_1',
            components: [
              { id: 'full_name', category: 'FIELD', type: 'TEXT', label: 'Name', required: true, config: { multiline: false } },
              { id: 'again', category: 'BLOCK', type: 'RESEND_BUTTON', config: { flow_id: 'Send code' } },
            ],
          },
        },
        { id: 'flow_1', type: 'FLOW', config: { flow_id: 'Update name', next_node: '$ending' } },
        {
          id: 'router_1',
          type: 'ROUTER',
          config: { rules: [{ id: 'r', condition: { operator: 'AND' }, next_node: 'step_1' }], fallback: '$ending' },
        },
      ],
      start: { next_node: 'step_1', coordinates: { x: 0, y: 0 } },
      ending: { resume_flow: true, after_submit: { flow_id: 'Log' } },
      style: { css: 'h1 {}' },
    },
  ],
])('accepts %s', (_, value) => {
  expect(findRefusals('forms', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['a node that is not there', { name: 'Profile', nodes: [{ id: 'x', type: 'LOOP' }] }, ['enum /nodes/0/type']],
  [
    'a flow that is not named',
    { name: 'Profile', nodes: [{ id: 'x', type: 'FLOW', config: { next_node: '$ending' } }] },
    ['required /nodes/0/config'],
  ],
  ['a login that does not go on', { name: 'Profile', ending: { resume_flow: false } }, ['enum /ending/resume_flow']],
])('refuses %s', (_, value, expected) => {
  expect(findRefusals('forms', value)).toEqual(expected);
});

test('nodes, buttons and the ending refer to flows by name', () => {
  const form = {
    nodes: [
      { id: 'f', type: 'FLOW', config: { flow_id: 'Update name' } },
      {
        id: 's',
        type: 'STEP',
        config: { components: [{ id: 'b', category: 'BLOCK', type: 'RESEND_BUTTON', config: { flow_id: 'Send code' } }] },
      },
    ],
    ending: { after_submit: { flow_id: 'Log' } },
  };
  expect(findReferences(shape, form).map(({ type, value }) => `${type}/${value}`)).toEqual([
    'flows/Update name',
    'flows/Send code',
    'flows/Log',
  ]);
});

test('what the API does not keep is no change', () => {
  expect(computeFieldChanges(shape, {}, { messages: {}, style: {}, nodes: [] }, AS_IS)).toEqual([]);
});

test('keys of services are secret', () => {
  const buildForm = (type: string, config: JsonObject): JsonObject => ({
    nodes: [{ id: 's', type: 'STEP', config: { components: [{ id: 'c', category: 'WIDGET', type, config }] } }],
  });
  const forms = [
    buildForm('RECAPTCHA', { site_key: 'site', secret_key: 'canary' }),
    buildForm('PAYMENT', { credentials: { public_key: 'public', private_key: 'canary' } }),
    buildForm('GMAPS_ADDRESS', { api_key: 'public', server_key: 'canary' }),
    buildForm('AUTH0_VERIFIABLE_CREDENTIALS', { access_token: 'canary' }),
  ];
  for (const form of forms) expect(JSON.stringify(maskResource(shape, form))).not.toContain('canary');
});
