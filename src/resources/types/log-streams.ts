import { defineResource } from '../resource-type.ts';

/** Where the tenant's log is sent. What a stream sends to, and its secrets, stand in its sink. */
export const logStreams = defineResource({
  kind: 'collection',
  type: 'logStreams',
  noun: 'log stream',
  key: ['name'],
  idField: 'id',
  unique: false,
  path: '/log-streams',
  list: { path: '/log-streams', paging: 'none', pageSize: 100 },
  relations: [],
  systemMarkers: [],
  deleteLoses: 'its place in the log: a new one begins at now',
  scopes: {
    read: ['read:log_streams'],
    create: ['create:log_streams'],
    update: ['update:log_streams'],
    delete: ['delete:log_streams'],
  },
});
