import { getObjectMember, isArray, type JsonObject } from '../../model/json/json-value.ts';
import type { ApiCall, Route } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getString, omit, pick, toObject } from '../engine/json-objects.ts';
import { buildCollectionEndpoints, getItem } from '../engine/kinds/collection-endpoints.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { type Answer, answerCreated, answerOk, NO_CONTENT } from '../http/http-answer.ts';
import { conflict, notFound } from '../http/refusal.ts';

const SECRETS = 'hook-secrets';
const HIDDEN_VALUE = '_VALUE_NOT_SHOWN_';

const facts: CollectionFacts = {
  name: 'hooks',
  path: '/hooks',
  idMember: 'id',
  makeId: (call) => `01${call.tenant.ids.makeHex(24).toUpperCase()}`,
  scopes: {
    list: ['read:hooks'],
    read: ['read:hooks'],
    create: ['create:hooks'],
    update: ['update:hooks'],
    delete: ['delete:hooks'],
  },
  missing: { message: 'Hook not found.', errorCode: 'inexistent_hook' },
  indexes: { name: (hook) => [getString(hook, 'name')] },
  // Recorded traffic.
  patch: { dependencies: 'replace' },
  unique: [{ index: 'name', message: 'A hook with the same name already exists.' }],
  list: { key: 'hooks', styles: ['offset'], shape: ['total', 'start', 'limit', 'items'] },
  filter: (call) => {
    const [enabled, trigger] = [call.query.getBoolean('enabled'), call.query.getString('triggerId')];
    return (hook) =>
      (enabled === undefined || getObjectMember(hook, 'enabled') === enabled) &&
      (trigger === undefined || getString(hook, 'triggerId') === trigger);
  },
  idempotentDelete: true,
  fill: (_call, body) => ({ dependencies: {}, enabled: false, ...body }),
  beforeDelete: (call, hook) => call.tenant.state.getCollection(SECRETS).delete(getString(hook, 'id')),
  show: (_call, hook) => pick(hook, ['id', 'name', 'script', 'dependencies', 'enabled', 'triggerId']),
};

/** Returns the names of a hook's secrets. Their values are not stored. */
const getSecrets = (call: ApiCall, id: string): JsonObject => call.tenant.state.getCollection(SECRETS).get(id) ?? {};

function write(call: ApiCall): Answer {
  const id = getString(getItem(facts, call), 'id');
  const known = getSecrets(call, id);
  const names = Object.keys(toObject(call.body));
  const clash = names.find((name) => Object.hasOwn(known, name) !== (call.method === 'PATCH'));
  if (clash !== undefined && call.method === 'POST') throw conflict('Secret with the same name already exists.');
  if (clash !== undefined) throw notFound('Hook or secret not found.');
  const hidden = Object.fromEntries(names.map((name) => [name, HIDDEN_VALUE]));
  call.tenant.state.getCollection(SECRETS).put(id, { ...known, ...hidden });
  return answerCreated({});
}

function remove(call: ApiCall): Answer {
  const id = getString(getItem(facts, call), 'id');
  const names = isArray(call.body) ? call.body.filter((name) => typeof name === 'string') : [];
  call.tenant.state.getCollection(SECRETS).put(id, omit(getSecrets(call, id), names));
  return NO_CONTENT;
}

const PATH = '/hooks/{id}/secrets';

const extraRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: PATH,
    scopes: ['read:hooks'],
    handle: (call) => answerOk(getSecrets(call, getString(getItem(facts, call), 'id'))),
  },
  { method: 'POST', path: PATH, scopes: ['update:hooks'], handle: write },
  { method: 'PATCH', path: PATH, scopes: ['update:hooks'], handle: write },
  { method: 'DELETE', path: PATH, scopes: ['delete:hooks'], handle: remove },
];

export const hookEndpoints: EndpointSet = buildCollectionEndpoints(facts, extraRoutes);
