import { restamped, stamped } from '../behaviour/timestamps.ts';
import { collectionOf } from '../engine/kinds/collection.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { textOf, without } from '../engine/objects.ts';
import type { Resource } from '../engine/resource.ts';

const facts: CollectionFacts = {
  name: 'vc-templates',
  path: '/verifiable-credentials/verification/templates',
  idMember: 'id',
  newId: (call) => `vct_${call.tenant.ids.base58(22)}`,
  scopes: {
    list: ['read:vdcs_templates'],
    read: ['read:vdcs_templates'],
    create: ['create:vdcs_templates'],
    update: ['update:vdcs_templates'],
    delete: ['delete:vdcs_templates'],
  },
  missing: { message: 'The verifiable credential template does not exist.' },
  indexes: { name: (template) => [textOf(template, 'name')] },
  unique: [{ index: 'name', message: 'Template already exists.' }],
  list: { key: 'templates', styles: ['checkpoint'] },
  idempotentDelete: true,
  fill: (call, body) => stamped(call, body),
  refine: (call, after) => restamped(call, without(after, ['version'])),
};

export const verifiableCredentials: Resource = collectionOf(facts);
