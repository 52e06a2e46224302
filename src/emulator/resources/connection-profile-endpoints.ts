import type { Route } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getString, pick } from '../engine/json-objects.ts';
import { buildCollectionEndpoints } from '../engine/kinds/collection-endpoints.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { answerOk } from '../http/http-answer.ts';
import { notFound } from '../http/refusal.ts';

/** Unset members that are null in responses (recorded traffic). Others are absent. */
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
  makeId: (call) => `cop_${call.tenant.ids.makeBase58(22)}`,
  scopes: {
    list: ['read:connection_profiles'],
    read: ['read:connection_profiles'],
    create: ['create:connection_profiles'],
    update: ['update:connection_profiles'],
    delete: ['delete:connection_profiles'],
  },
  missing: { message: 'Connection profile not found.' },
  indexes: { name: (profile) => [getString(profile, 'name')] },
  unique: [{ index: 'name', message: 'Connection profile conflict.' }],
  list: { key: 'connection_profiles', styles: ['checkpoint'], perPage: 5 },
  idempotentDelete: true,
  show: (_call, profile) => pick({ ...UNSET, ...profile }, MEMBERS),
};

/** The API's templates are not recorded, so the list is empty. */
const templateRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/connection-profiles/templates',
    scopes: ['read:connection_profiles'],
    handle: () => answerOk({ connection_profile_templates: [] }),
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

export const connectionProfileEndpoints: EndpointSet = buildCollectionEndpoints(facts, templateRoutes);
