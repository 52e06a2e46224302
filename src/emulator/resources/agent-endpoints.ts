import { addTimestamps, updateTimestamp } from '../behaviour/timestamps.ts';
import type { ApiCall } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getObject, getString, pick } from '../engine/json-objects.ts';
import { buildCollectionEndpoints } from '../engine/kinds/collection-endpoints.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { notFound } from '../http/refusal.ts';

const facts: CollectionFacts = {
  name: 'agents',
  path: '/agents',
  idMember: 'agent_id',
  makeId: (call) => `agt_${call.tenant.ids.makeBase58(22)}`,
  scopes: {
    list: ['read:agents'],
    read: ['read:agents'],
    create: ['create:agents'],
    update: ['update:agents'],
    delete: ['delete:agents'],
  },
  missing: { message: 'Agent not found.' },
  indexes: { external: (agent) => [getString(agent, 'external_agent_id')].filter((id) => id !== '') },
  unique: [{ index: 'external', message: 'An agent with this external_agent_id already exists.' }],
  list: { key: 'agents', styles: ['checkpoint'] },
  fill: (call, body) => addTimestamps(call, { ...body, metadata: getObject(body, 'metadata') }),
  refine: (call, after) => updateTimestamp(call, { ...after, metadata: getObject(after, 'metadata') }),
  check: (call, agent, before) => {
    if (before === undefined) requireClient(call, getString(agent, 'client_id'));
  },
  show: (_call, agent) => pick(agent, ['agent_id', 'name', 'created_at', 'updated_at', 'external_agent_id', 'metadata']),
};

function requireClient(call: ApiCall, id: string): void {
  if (id !== '' && !call.tenant.state.getCollection('clients').has(id))
    throw notFound('The client does not exist', 'inexistent_client');
}

export const agentEndpoints: EndpointSet = buildCollectionEndpoints(facts);
