import { getObjectMember, isArray, type JsonObject } from '../../model/json/json-value.ts';
import type { Call, Route } from '../engine/call.ts';
import { collectionOf, itemOf } from '../engine/kinds/collection.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { asObject, pick, textOf, without } from '../engine/objects.ts';
import type { Resource } from '../engine/resource.ts';
import { type Answer, created, noContent, ok } from '../http/answer.ts';
import { conflict, notFound } from '../http/refusal.ts';

const SECRETS = 'hook-secrets';
const HIDDEN = '_VALUE_NOT_SHOWN_';

const facts: CollectionFacts = {
  name: 'hooks',
  path: '/hooks',
  idMember: 'id',
  newId: (call) => `01${call.tenant.ids.hex(24).toUpperCase()}`,
  scopes: {
    list: ['read:hooks'],
    read: ['read:hooks'],
    create: ['create:hooks'],
    update: ['update:hooks'],
    delete: ['delete:hooks'],
  },
  missing: { message: 'Hook not found.', errorCode: 'inexistent_hook' },
  indexes: { name: (hook) => [textOf(hook, 'name')] },
  // Recorded traffic.
  patch: { dependencies: 'replace' },
  unique: [{ index: 'name', message: 'A hook with the same name already exists.' }],
  list: { key: 'hooks', styles: ['offset'], shape: ['total', 'start', 'limit', 'items'] },
  filter: (call) => {
    const [enabled, trigger] = [call.query.flag('enabled'), call.query.text('triggerId')];
    return (hook) =>
      (enabled === undefined || getObjectMember(hook, 'enabled') === enabled) &&
      (trigger === undefined || textOf(hook, 'triggerId') === trigger);
  },
  idempotentDelete: true,
  fill: (_call, body) => ({ dependencies: {}, enabled: false, ...body }),
  removing: (call, hook) => call.tenant.state.collection(SECRETS).delete(textOf(hook, 'id')),
  show: (_call, hook) => pick(hook, ['id', 'name', 'script', 'dependencies', 'enabled', 'triggerId']),
};

/** Names only: values are written and never kept. */
const secretsOf = (call: Call, id: string): JsonObject => call.tenant.state.collection(SECRETS).get(id) ?? {};

function write(call: Call): Answer {
  const id = textOf(itemOf(facts, call), 'id');
  const known = secretsOf(call, id);
  const names = Object.keys(asObject(call.body));
  const clash = names.find((name) => Object.hasOwn(known, name) !== (call.method === 'PATCH'));
  if (clash !== undefined && call.method === 'POST') throw conflict('Secret with the same name already exists.');
  if (clash !== undefined) throw notFound('Hook or secret not found.');
  const hidden = Object.fromEntries(names.map((name) => [name, HIDDEN]));
  call.tenant.state.collection(SECRETS).put(id, { ...known, ...hidden });
  return created({});
}

function remove(call: Call): Answer {
  const id = textOf(itemOf(facts, call), 'id');
  const names = isArray(call.body) ? call.body.filter((name) => typeof name === 'string') : [];
  call.tenant.state.collection(SECRETS).put(id, without(secretsOf(call, id), names));
  return noContent;
}

const PATH = '/hooks/{id}/secrets';

const more: readonly Route[] = [
  {
    method: 'GET',
    path: PATH,
    scopes: ['read:hooks'],
    handle: (call) => ok(secretsOf(call, textOf(itemOf(facts, call), 'id'))),
  },
  { method: 'POST', path: PATH, scopes: ['update:hooks'], handle: write },
  { method: 'PATCH', path: PATH, scopes: ['update:hooks'], handle: write },
  { method: 'DELETE', path: PATH, scopes: ['delete:hooks'], handle: remove },
];

export const hooks: Resource = collectionOf(facts, more);
