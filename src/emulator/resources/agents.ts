import { restamped, stamped } from '../behaviour/timestamps.ts';
import type { Call } from '../engine/call.ts';
import { collectionOf } from '../engine/kinds/collection.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { objectOf, pick, textOf } from '../engine/objects.ts';
import type { Resource } from '../engine/resource.ts';
import { notFound } from '../http/refusal.ts';

const facts: CollectionFacts = {
  name: 'agents',
  path: '/agents',
  idMember: 'agent_id',
  newId: (call) => `agt_${call.tenant.ids.base58(22)}`,
  scopes: {
    list: ['read:agents'],
    read: ['read:agents'],
    create: ['create:agents'],
    update: ['update:agents'],
    delete: ['delete:agents'],
  },
  missing: { message: 'Agent not found.' },
  indexes: { external: (agent) => [textOf(agent, 'external_agent_id')].filter((id) => id !== '') },
  unique: [{ index: 'external', message: 'An agent with this external_agent_id already exists.' }],
  list: { key: 'agents', styles: ['checkpoint'] },
  fill: (call, body) => stamped(call, { ...body, metadata: objectOf(body, 'metadata') }),
  refine: (call, after) => restamped(call, { ...after, metadata: objectOf(after, 'metadata') }),
  check: (call, agent, before) => {
    if (before === undefined) requireClient(call, textOf(agent, 'client_id'));
  },
  show: (_call, agent) => pick(agent, ['agent_id', 'name', 'created_at', 'updated_at', 'external_agent_id', 'metadata']),
};

function requireClient(call: Call, id: string): void {
  if (id !== '' && !call.tenant.state.collection('clients').has(id))
    throw notFound('The client does not exist', 'inexistent_client');
}

export const agents: Resource = collectionOf(facts);
