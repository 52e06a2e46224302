import { defineResource } from '../resource-type.ts';

/** Where events of users and organizations are sent. */
export const eventStreams = defineResource({
  kind: 'collection',
  type: 'eventStreams',
  noun: 'event stream',
  key: ['name'],
  idField: 'id',
  unique: true,
  path: '/event-streams',
  list: { path: '/event-streams', envelope: 'eventStreams', paging: 'checkpoint', pageSize: 100 },
  relations: [],
  systemMarkers: [],
  deleteLoses: 'events that are yet to be delivered',
  scopes: {
    read: ['read:event_streams'],
    create: ['create:event_streams'],
    update: ['update:event_streams'],
    delete: ['delete:event_streams'],
  },
});
