import { defineResource } from '../define/define-resource.ts';

/** Which data of a mobile driver's license a verification asks for. Names are unique (API reference). */
export const verifiableCredentialTemplates = defineResource({
  type: 'verifiableCredentialTemplates',
  noun: 'credential template',
  path: '/verifiable-credentials/verification/templates',
  list: { paging: 'checkpoint' },
  scopeStem: 'vdcs_templates',
  deleteLoses: 'its settings',
  deployCli: { files: [] },
});
