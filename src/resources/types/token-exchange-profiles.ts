import { defineResource } from '../resource-type.ts';

/** Kinds of tokens that are exchanged for others, and the action that does it. */
export const tokenExchangeProfiles = defineResource({
  kind: 'collection',
  type: 'tokenExchangeProfiles',
  noun: 'token exchange profile',
  key: ['name'],
  idField: 'id',
  unique: true,
  path: '/token-exchange-profiles',
  list: { path: '/token-exchange-profiles', envelope: 'token_exchange_profiles', paging: 'checkpoint', pageSize: 100 },
  relations: [],
  systemMarkers: [],
  deleteLoses: 'every exchange of this kind of token',
  scopes: {
    read: ['read:token_exchange_profiles'],
    create: ['create:token_exchange_profiles'],
    update: ['update:token_exchange_profiles'],
    delete: ['delete:token_exchange_profiles'],
  },
});
