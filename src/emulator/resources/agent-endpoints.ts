import { linkClient, refuseLinkedAgent, requireLinkableClient } from '../behaviour/clients/client-agent.ts';
import { addTimestamps, updateTimestamp } from '../behaviour/timestamps.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getObject, getString, omit, pick } from '../engine/json-objects.ts';
import { buildCollectionEndpoints } from '../engine/kinds/collection-endpoints.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { badRequest } from '../http/refusal.ts';

/** Documented limit of an agent's metadata as JSON. */
const MAX_METADATA_BYTES = 10 * 1024;

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
    if (before === undefined) requireLinkableClient(call, getString(agent, 'client_id'));
    if (Buffer.byteLength(JSON.stringify(getObject(agent, 'metadata'))) > MAX_METADATA_BYTES)
      throw badRequest('The metadata of an agent must not be larger than 10 KB.');
  },
  afterCreate: (call, agent) => {
    linkClient(call, getString(agent, 'client_id'), getString(agent, 'agent_id'));
    return omit(agent, ['client_id']);
  },
  beforeDelete: (call, agent) => refuseLinkedAgent(call, getString(agent, 'agent_id')),
  // The documentation shows an agent's members in this order.
  show: (_call, agent) => pick(agent, ['agent_id', 'name', 'metadata', 'created_at', 'updated_at', 'external_agent_id']),
};

export const agentEndpoints: EndpointSet = buildCollectionEndpoints(facts);
