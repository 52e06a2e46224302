import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import { restamped, stamped } from '../behaviour/timestamps.ts';
import type { Call } from '../engine/call.ts';
import { param } from '../engine/call.ts';
import { collectionOf } from '../engine/kinds/collection.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { keyedTextRoutes } from '../engine/kinds/keyed-text.ts';
import { objectsOf, pick, textOf } from '../engine/objects.ts';
import type { Resource } from '../engine/resource.ts';
import { badRequest, conflict, notFound, type Refusal } from '../http/refusal.ts';

const TEXTS = 'self-service-texts';
/** Published limit. */
const MAX_PROFILES = 20;

const MEMBERS = ['id', 'name', 'description', 'user_attributes', 'allowed_strategies', 'created_at', 'updated_at'];
const LATER_MEMBERS = ['branding', 'user_attribute_profile_id'];

const noProfile = (id: string): Refusal => notFound(`Profile with ID: ${id} not found`);

const facts: CollectionFacts = {
  name: 'self-service-profiles',
  path: '/self-service-profiles',
  idMember: 'id',
  newId: (call) => `ssp_${call.tenant.ids.base58(22)}`,
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
    throw noProfile(id);
  },
  idempotentDelete: true,
  fill: (call, body) => stamped(call, { user_attributes: [], ...body }),
  // Attributes that are taken away read as none (recorded traffic).
  refine: (call, after) => restamped(call, { ...after, user_attributes: getObjectMember(after, 'user_attributes') ?? [] }),
  check,
  removing: (call, profile) => forgetTexts(call, textOf(profile, 'id')),
  show: (_call, profile) => pick(profile, [...MEMBERS, ...LATER_MEMBERS]),
};

function check(call: Call, profile: JsonObject, before: JsonObject | undefined): void {
  const store = call.tenant.state.collection(facts.name);
  if (before === undefined && store.size >= MAX_PROFILES) throw conflict('No more profiles can be created for this tenant.');
  const mapped = textOf(profile, 'user_attribute_profile_id');
  if (mapped === '') return;
  if (objectsOf(profile, 'user_attributes').length > 0)
    throw badRequest('Only one of user_attributes and user_attribute_profile_id can be set.');
  if (!call.tenant.state.collection('user-attribute-profiles').has(mapped))
    throw badRequest(`The user attribute profile ${mapped} does not exist.`);
}

function forgetTexts(call: Call, id: string): void {
  const store = call.tenant.state.collection(TEXTS);
  for (const entry of [...store.entries()]) if (entry.id.startsWith(`${id}/`)) store.delete(entry.id);
}

const texts = keyedTextRoutes({
  name: TEXTS,
  path: '/self-service-profiles/{id}/custom-text/{language}/{page}',
  keys: ['id', 'language', 'page'],
  readScopes: ['read:self_service_profile_custom_texts'],
  updateScopes: ['update:self_service_profile_custom_texts'],
  check: (call) => {
    if (!call.tenant.state.collection(facts.name).has(param(call, 'id'))) throw noProfile(param(call, 'id'));
  },
});

export const selfServiceProfiles: Resource = collectionOf(facts, texts);
