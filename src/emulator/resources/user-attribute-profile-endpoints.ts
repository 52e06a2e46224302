import type { JsonObject } from '../../model/json/json-value.ts';
import type { Route } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getObject, getString } from '../engine/json-objects.ts';
import { buildCollectionEndpoints } from '../engine/kinds/collection-endpoints.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { answerOk } from '../http/http-answer.ts';
import { notFound } from '../http/refusal.ts';

const CLAIMS = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';

/** Defaults of the members of `user_id`, on create and update (recorded traffic). */
const DEFAULT_USER_ID = {
  oidc_mapping: 'sub',
  saml_mapping: [`${CLAIMS}/nameidentifier`, `${CLAIMS}/upn`, `${CLAIMS}/name`],
  scim_mapping: 'externalId',
};

const completeProfile = (profile: JsonObject): JsonObject => ({
  name: getString(profile, 'name'),
  user_id: { ...DEFAULT_USER_ID, ...getObject(profile, 'user_id') },
  user_attributes: getObject(profile, 'user_attributes'),
});

const facts: CollectionFacts = {
  name: 'user-attribute-profiles',
  path: '/user-attribute-profiles',
  idMember: 'id',
  makeId: (call) => `uap_${call.tenant.ids.makeBase58(22)}`,
  scopes: {
    list: ['read:user_attribute_profiles'],
    read: ['read:user_attribute_profiles'],
    create: ['create:user_attribute_profiles'],
    update: ['update:user_attribute_profiles'],
    delete: ['delete:user_attribute_profiles'],
  },
  missing: { message: 'User attribute profile not found.' },
  indexes: { name: (profile) => [getString(profile, 'name')] },
  unique: [{ index: 'name', message: 'User attribute profile conflict.' }],
  list: { key: 'user_attribute_profiles', styles: ['checkpoint'], perPage: 5 },
  idempotentDelete: true,
  // Recorded traffic.
  patch: { user_id: 'replace', user_attributes: 'replace' },
  fill: (_call, body) => completeProfile(body),
  refine: (_call, after) => ({ id: getString(after, 'id'), ...completeProfile(after) }),
};

/** The API's templates are not recorded, so the list is empty. */
const templateRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/user-attribute-profiles/templates',
    scopes: ['read:user_attribute_profiles'],
    handle: () => answerOk({ user_attribute_profile_templates: [] }),
  },
  {
    method: 'GET',
    path: '/user-attribute-profiles/templates/{id}',
    scopes: ['read:user_attribute_profiles'],
    handle: () => {
      throw notFound('User attribute profile template not found.');
    },
  },
];

export const userAttributeProfileEndpoints: EndpointSet = buildCollectionEndpoints(facts, templateRoutes);
