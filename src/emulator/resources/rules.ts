import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import type { Call } from '../engine/call.ts';
import { collectionOf } from '../engine/kinds/collection.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { pick, textOf } from '../engine/objects.ts';
import type { Resource } from '../engine/resource.ts';

const facts: CollectionFacts = {
  name: 'rules',
  path: '/rules',
  idMember: 'id',
  newId: (call) => `rul_${call.tenant.ids.base62(16)}`,
  scopes: {
    list: ['read:rules'],
    read: ['read:rules'],
    create: ['create:rules'],
    update: ['update:rules'],
    delete: ['delete:rules'],
  },
  missing: { message: 'Rule not found.', errorCode: 'inexistent_rule' },
  indexes: { name: (rule) => [textOf(rule, 'name')], order: (rule) => [String(getObjectMember(rule, 'order'))] },
  unique: [
    { index: 'name', message: 'A rule with the same name already exists.' },
    { index: 'order', message: 'A rule with the same order already exists.' },
  ],
  list: { key: 'rules', styles: ['offset'], shape: ['total', 'start', 'limit', 'items'] },
  filter: (call) => {
    const enabled = call.query.flag('enabled');
    return enabled === undefined ? undefined : (rule) => getObjectMember(rule, 'enabled') === enabled;
  },
  idempotentDelete: true,
  // The reference has no `stage` here, but auth0-deploy-cli has always sent one.
  fill: (call, body) => ({ enabled: true, order: lastOrder(call) + 1, stage: 'login_success', ...body }),
  show: (_call, rule) => pick(rule, ['id', 'enabled', 'script', 'name', 'order', 'stage']),
};

const orderOf = (rule: JsonObject): number => Number(getObjectMember(rule, 'order') ?? 0);

const lastOrder = (call: Call): number =>
  Math.max(0, ...[...call.tenant.state.collection('rules').entries()].map(({ value }) => orderOf(value)));

export const rules: Resource = collectionOf(facts);
