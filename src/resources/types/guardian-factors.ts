import { omitFields } from '../codec.ts';
import { defineResource } from '../define/define-resource.ts';

/** Factors of multi-factor authentication: a fixed set, each enabled or disabled. */
export const guardianFactors = defineResource({
  type: 'guardianFactors',
  noun: 'factor',
  idField: 'name',
  path: '/guardian/factors',
  list: { paging: 'none' },
  listOnly: true,
  // The path contains the name; the API rejects it in the body.
  codec: omitFields('name'),
  replaceMethod: 'PUT',
  deployCli: { files: [{ path: 'guardian/factors/*.json', item: true }] },
});
