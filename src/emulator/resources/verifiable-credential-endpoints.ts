import { addTimestamps, updateTimestamp } from '../behaviour/timestamps.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getString, omit } from '../engine/json-objects.ts';
import { buildCollectionEndpoints } from '../engine/kinds/collection-endpoints.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';

const facts: CollectionFacts = {
  name: 'vc-templates',
  path: '/verifiable-credentials/verification/templates',
  idMember: 'id',
  makeId: (call) => `vct_${call.tenant.ids.makeBase58(22)}`,
  scopes: {
    list: ['read:vdcs_templates'],
    read: ['read:vdcs_templates'],
    create: ['create:vdcs_templates'],
    update: ['update:vdcs_templates'],
    delete: ['delete:vdcs_templates'],
  },
  missing: { message: 'The verifiable credential template does not exist.' },
  indexes: { name: (template) => [getString(template, 'name')] },
  unique: [{ index: 'name', message: 'Template already exists.' }],
  list: { key: 'templates', styles: ['checkpoint'] },
  idempotentDelete: true,
  fill: (call, body) => addTimestamps(call, body),
  refine: (call, after) => updateTimestamp(call, omit(after, ['version'])),
};

export const verifiableCredentialEndpoints: EndpointSet = buildCollectionEndpoints(facts);
