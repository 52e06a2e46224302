import { defineResource } from '../define/define-resource.ts';

/**
 * AI agents with an identity of their own. Early access. The key is the name, which need not be unique: `external_agent_id` is unique,
 * but it is optional and cannot be added later (documentation), so it cannot name every agent.
 */
export const agents = defineResource({
  type: 'agents',
  unique: false,
  idField: 'agent_id',
  list: { paging: 'checkpoint' },
  // No source says whether the API deletes an agent that clients are linked to.
  deleteBlockedBy: ['clients'],
  deleteLoses: 'its id in tokens and logs',
  deployCli: { files: [] },
});
