import type { JsonObject } from '../../../model/json/json-value.ts';
import type { ApiCall } from '../../engine/api-call.ts';
import { getString } from '../../engine/json-objects.ts';
import { badRequest, conflict, notFound } from '../../http/refusal.ts';

/** A client's `agent_id` links it to an agent (documentation). Stricter than what is known: the agent must exist. */
export function checkClientAgent(call: ApiCall, client: JsonObject): void {
  const id = getString(client, 'agent_id');
  if (id !== '' && !call.tenant.state.getCollection('agents').has(id)) throw badRequest('The agent does not exist');
}

/** Refuses to link a client that does not exist. Stricter than what is known: also one that has another agent. */
export function requireLinkableClient(call: ApiCall, clientId: string): void {
  if (clientId === '') return;
  const client = call.tenant.state.getCollection('clients').get(clientId);
  if (client === undefined) throw notFound('The client does not exist', 'inexistent_client');
  if (getString(client, 'agent_id') !== '') throw conflict('The client has an agent already');
}

export function linkClient(call: ApiCall, clientId: string, agentId: string): void {
  const clients = call.tenant.state.getCollection('clients');
  const client = clients.get(clientId);
  if (client !== undefined) clients.put(clientId, { ...client, agent_id: agentId });
}

/** Stricter than what is known: no source says what a delete does to the clients of an agent. */
export function refuseLinkedAgent(call: ApiCall, agentId: string): void {
  const clients = [...call.tenant.state.getCollection('clients').entries()];
  const linked = clients.filter(({ value }) => getString(value, 'agent_id') === agentId).map(({ id }) => id);
  if (linked.length > 0) throw conflict(`The agent has clients: ${linked.join(', ')}`);
}
