import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import type { ApiCall } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getString, pick } from '../engine/json-objects.ts';
import { buildCollectionEndpoints } from '../engine/kinds/collection-endpoints.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';

const facts: CollectionFacts = {
  name: 'rules',
  path: '/rules',
  idMember: 'id',
  makeId: (call) => `rul_${call.tenant.ids.makeBase62(16)}`,
  scopes: {
    list: ['read:rules'],
    read: ['read:rules'],
    create: ['create:rules'],
    update: ['update:rules'],
    delete: ['delete:rules'],
  },
  missing: { message: 'Rule not found.', errorCode: 'inexistent_rule' },
  indexes: { name: (rule) => [getString(rule, 'name')], order: (rule) => [String(getObjectMember(rule, 'order'))] },
  unique: [
    { index: 'name', message: 'A rule with the same name already exists.' },
    { index: 'order', message: 'A rule with the same order already exists.' },
  ],
  list: { key: 'rules', styles: ['offset'], shape: ['total', 'start', 'limit', 'items'] },
  filter: (call) => {
    const enabled = call.query.getBoolean('enabled');
    return enabled === undefined ? undefined : (rule) => getObjectMember(rule, 'enabled') === enabled;
  },
  idempotentDelete: true,
  // `stage` is not in the API reference, but auth0-deploy-cli sends it.
  fill: (call, body) => ({ enabled: true, order: getLastOrder(call) + 1, stage: 'login_success', ...body }),
  show: (_call, rule) => pick(rule, ['id', 'enabled', 'script', 'name', 'order', 'stage']),
};

const getOrder = (rule: JsonObject): number => Number(getObjectMember(rule, 'order') ?? 0);

const getLastOrder = (call: ApiCall): number =>
  Math.max(0, ...[...call.tenant.state.getCollection('rules').entries()].map(({ value }) => getOrder(value)));

export const ruleEndpoints: EndpointSet = buildCollectionEndpoints(facts);
