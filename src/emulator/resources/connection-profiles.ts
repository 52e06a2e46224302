import type { Route } from '../engine/call.ts';
import { collectionOf } from '../engine/kinds/collection.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { pick, textOf } from '../engine/objects.ts';
import type { Resource } from '../engine/resource.ts';
import { ok } from '../http/answer.ts';
import { notFound } from '../http/refusal.ts';

/** Null while unset, unlike other members (recorded traffic). */
const UNSET = { connection_config: null, strategy_overrides: null };

const MEMBERS = [
  'id',
  'name',
  'organization',
  'connection_name_prefix_template',
  'enabled_features',
  'connection_config',
  'strategy_overrides',
  'provisioning',
  'cross_app_access_resource_app',
];

const facts: CollectionFacts = {
  name: 'connection-profiles',
  path: '/connection-profiles',
  idMember: 'id',
  newId: (call) => `cop_${call.tenant.ids.base58(22)}`,
  scopes: {
    list: ['read:connection_profiles'],
    read: ['read:connection_profiles'],
    create: ['create:connection_profiles'],
    update: ['update:connection_profiles'],
    delete: ['delete:connection_profiles'],
  },
  missing: { message: 'Connection profile not found.' },
  indexes: { name: (profile) => [textOf(profile, 'name')] },
  unique: [{ index: 'name', message: 'Connection profile conflict.' }],
  list: { key: 'connection_profiles', styles: ['checkpoint'], perPage: 5 },
  idempotentDelete: true,
  show: (_call, profile) => pick({ ...UNSET, ...profile }, MEMBERS),
};

/** The API offers templates; which ones is not known here. */
const templates: readonly Route[] = [
  {
    method: 'GET',
    path: '/connection-profiles/templates',
    scopes: ['read:connection_profiles'],
    handle: () => ok({ connection_profile_templates: [] }),
  },
  {
    method: 'GET',
    path: '/connection-profiles/templates/{id}',
    scopes: ['read:connection_profiles'],
    handle: () => {
      throw notFound('Connection profile template not found.');
    },
  },
];

export const connectionProfiles: Resource = collectionOf(facts, templates);
