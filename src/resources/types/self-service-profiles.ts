import { defineResource } from '../define/define-resource.ts';

/** What customers can set up themselves. */
export const selfServiceProfiles = defineResource({
  type: 'selfServiceProfiles',
  noun: 'self-service profile',
  deleteLoses: 'its texts and tickets',
  relations: [
    {
      field: 'customText',
      noun: 'custom texts',
      singleItem: true,
      // The only language and the only page (SDK types).
      path: '/self-service-profiles/{id}/custom-text/en/get-started',
      declaredUnder: ['en', 'get-started'],
      // A PUT replaces all texts, and one of `{}` removes them (recorded traffic).
      replaceMethod: 'PUT',
      scopeStem: 'self_service_profile_custom_texts',
    },
  ],
});
