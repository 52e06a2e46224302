import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/json/json-value.ts';
import { SECRET_MARK } from '../../src/model/plan/plan.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { getResourceShape } from '../../src/resources/resource-shape.ts';
import { maskLiveResource } from '../../src/resources/visibility/mask-live-resource.ts';
import { toDeclarableResource } from '../../src/schema/request/declarable-resource.ts';
import { maskResource } from '../../src/schema/secrets/mask-resource.ts';
import { Canaries } from '../support/canaries.ts';

// The API grows: a field that no schema knows is masked in every file where its name says that it is a secret, on each type and each strategy.

const createUnknownFields = (canaries: Canaries): JsonObject => ({
  private_key: canaries.createCanary(),
  future_client_secret: canaries.createCanary(),
  future: { api_token: canaries.createCanary(), inner: [{ password: canaries.createCanary(), use: 'plain' }] },
  new_credentials: { value: canaries.createCanary(), list: [canaries.createCanary()], count: 3, on: true },
  api_keys: [canaries.createCanary(), canaries.createCanary()],
  future_label: 'plain',
});
const SHOWN: JsonObject = {
  private_key: SECRET_MARK,
  future_client_secret: SECRET_MARK,
  future: { api_token: SECRET_MARK, inner: [{ password: SECRET_MARK, use: 'plain' }] },
  new_credentials: { value: SECRET_MARK, list: [SECRET_MARK], count: 3, on: true },
  api_keys: [SECRET_MARK, SECRET_MARK],
  future_label: 'plain',
};

describe.each(CATALOGUE.all.map((type) => [type.type, type] as const))('%s', (_, type) => {
  it('shows no unknown secret', () => {
    const canaries = new Canaries('u');
    const { body } = maskLiveResource(type, { id: 'x', body: createUnknownFields(canaries), relations: {} });
    expect(body).toEqual(SHOWN);
    expect(canaries.findLeaks(JSON.stringify(body))).toEqual([]);
  });

  it('shows no unknown secret in any object that the schema knows', () => {
    const shape = getResourceShape(type);
    const objects = Object.entries(shape.schema.properties ?? {}).filter(
      ([, field]) => field.type === 'object' && field['x-secret'] !== true && field.additionalProperties === false,
    );
    for (const [name] of objects) {
      const shown = maskResource(shape, { [name]: createUnknownFields(new Canaries('o')) });
      expect({ name, shown }).toEqual({ name, shown: { [name]: SHOWN } });
    }
  });
});

const STRATEGIES =
  'auth0 oidc okta samlp waad google-apps google-oauth2 github apple sms email ad adfs pingfederate a-new-one'.split(' ');

it.each(STRATEGIES)('no unknown option of a connection of strategy %s is shown', (strategy) => {
  const type = CATALOGUE.get('connections');
  if (!type) throw new Error('no connections');
  const canaries = new Canaries('s');
  const { body } = maskLiveResource(type, {
    id: 'con_1',
    body: { strategy, options: createUnknownFields(canaries) },
    relations: {},
  });
  expect(canaries.findLeaks(JSON.stringify(body))).toEqual([]);
  // What a backup holds of them is never sent: the mark is no value.
  expect(JSON.stringify(toDeclarableResource(getResourceShape(type), body, (_, id) => id))).not.toContain(SECRET_MARK);
});

/** Where a type shows a field a second time, as its schema says. */
const MIRRORS = CATALOGUE.all.flatMap((type) =>
  Object.entries(getResourceShape(type).schema.properties ?? {}).flatMap(([name, { 'x-mirrors': source }]) =>
    source === undefined ? [] : [{ type, name, source }],
  ),
);

it('the schemas say where fields are shown a second time', () => {
  expect(MIRRORS.map(({ type, name }) => `${type.type}/${name}`).sort()).toEqual([
    'actionModules/latest_version',
    'actions/current_version',
    'actions/deployed_version',
    'clients/oidc_backchannel_logout',
  ]);
});

it.each(MIRRORS.map((mirror) => [`${mirror.type.type}/${mirror.name}`, mirror] as const))(
  '%s hides what is secret in what it mirrors',
  (_, { type, name, source }) => {
    const canaries = new Canaries('m');
    const value = canaries.createCanary();
    const inner = { code: value, list: [value], deep: { er: value } };
    const live = source === '' ? { ...inner, [name]: inner } : { [source.slice(1)]: inner, [name]: inner };
    const places = new Set(['/code', '/list/0', '/deep/er'].map((place) => `${source}${place}`));
    expect(canaries.findLeaks(JSON.stringify(maskResource(getResourceShape(type), live, places)))).toEqual([]);
  },
);
