import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import { addTimestamps, updateTimestamp } from '../behaviour/timestamps.ts';
import type { ApiCall } from '../engine/api-call.ts';
import { getPathParameter } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getObjects, getString, pick } from '../engine/json-objects.ts';
import { buildCollectionEndpoints } from '../engine/kinds/collection-endpoints.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { buildKeyedTextRoutes } from '../engine/kinds/keyed-text-endpoints.ts';
import { badRequest, conflict, notFound, type Refusal } from '../http/refusal.ts';

const TEXTS = 'self-service-texts';
/** Profiles per tenant (published limit). */
const MAX_PROFILES = 20;

const MEMBERS = ['id', 'name', 'description', 'user_attributes', 'allowed_strategies', 'created_at', 'updated_at'];
const LATER_MEMBERS = ['branding', 'user_attribute_profile_id'];

const buildProfileNotFound = (id: string): Refusal => notFound(`Profile with ID: ${id} not found`);

const facts: CollectionFacts = {
  name: 'self-service-profiles',
  path: '/self-service-profiles',
  idMember: 'id',
  makeId: (call) => `ssp_${call.tenant.ids.makeBase58(22)}`,
  scopes: {
    list: ['read:self_service_profiles'],
    read: ['read:self_service_profiles'],
    create: ['create:self_service_profiles'],
    update: ['update:self_service_profiles'],
    delete: ['delete:self_service_profiles'],
  },
  missing: { message: 'Profile not found' },
  list: { key: 'self_service_profiles', styles: ['offset'], shape: ['items', 'start', 'limit', 'total'] },
  locate: (call, id) => {
    if (call.method === 'DELETE') return undefined;
    throw buildProfileNotFound(id);
  },
  idempotentDelete: true,
  fill: (call, body) => addTimestamps(call, { user_attributes: [], ...body }),
  // Removed attributes become an empty list (recorded traffic).
  refine: (call, after) => updateTimestamp(call, { ...after, user_attributes: getObjectMember(after, 'user_attributes') ?? [] }),
  check: checkProfile,
  beforeDelete: (call, profile) => deleteTexts(call, getString(profile, 'id')),
  show: (_call, profile) => pick(profile, [...MEMBERS, ...LATER_MEMBERS]),
};

function checkProfile(call: ApiCall, profile: JsonObject, before: JsonObject | undefined): void {
  const store = call.tenant.state.getCollection(facts.name);
  if (before === undefined && store.size >= MAX_PROFILES) throw conflict('No more profiles can be created for this tenant.');
  const mapped = getString(profile, 'user_attribute_profile_id');
  if (mapped === '') return;
  if (getObjects(profile, 'user_attributes').length > 0)
    throw badRequest('Only one of user_attributes and user_attribute_profile_id can be set.');
  if (!call.tenant.state.getCollection('user-attribute-profiles').has(mapped))
    throw badRequest(`The user attribute profile ${mapped} does not exist.`);
}

function deleteTexts(call: ApiCall, id: string): void {
  const store = call.tenant.state.getCollection(TEXTS);
  for (const entry of [...store.entries()]) if (entry.id.startsWith(`${id}/`)) store.delete(entry.id);
}

const textRoutes = buildKeyedTextRoutes({
  name: TEXTS,
  path: '/self-service-profiles/{id}/custom-text/{language}/{page}',
  keys: ['id', 'language', 'page'],
  readScopes: ['read:self_service_profile_custom_texts'],
  updateScopes: ['update:self_service_profile_custom_texts'],
  check: (call) => {
    if (!call.tenant.state.getCollection(facts.name).has(getPathParameter(call, 'id')))
      throw buildProfileNotFound(getPathParameter(call, 'id'));
  },
});

export const selfServiceProfileEndpoints: EndpointSet = buildCollectionEndpoints(facts, textRoutes);
