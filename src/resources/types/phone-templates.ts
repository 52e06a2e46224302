import { defineResource } from '../resource-type.ts';

export const phoneTemplates = defineResource({
  kind: 'collection',
  type: 'phoneTemplates',
  noun: 'phone template',
  key: ['type'],
  idField: 'id',
  unique: true,
  path: '/branding/phone/templates',
  list: { path: '/branding/phone/templates', envelope: 'templates', paging: 'none', pageSize: 100 },
  listsDefaults: true,
  relations: [],
  systemMarkers: [],
  deleteLoses: 'its texts',
  scopes: {
    read: ['read:phone_templates'],
    create: ['create:phone_templates'],
    update: ['update:phone_templates'],
    delete: ['delete:phone_templates'],
  },
});
