import { isDeepStrictEqual } from 'node:util';
import { getObjectMember, type JsonObject } from '../../../model/json/json-value.ts';
import { getString } from '../../engine/json-objects.ts';
import { badRequest } from '../../http/refusal.ts';

/** Members of a client from a metadata document that can be changed here (Auth0's Terraform provider, resource `auth0_client_cimd`). */
const CHANGEABLE_MEMBERS = [
  'description',
  'app_type',
  'allowed_origins',
  'web_origins',
  'grant_types',
  'oidc_conformant',
  'organization_discovery_methods',
  'client_metadata',
  'require_proof_of_possession',
  'skip_non_verifiable_callback_uri_confirmation_prompt',
  'redirection_policy',
  'default_organization',
  'jwt_configuration',
  'refresh_token',
  'token_quota',
];

/** Refuses changes to what the document decides. Stricter than the API, whose answer is not recorded. */
export function checkDocumentClient(before: JsonObject | undefined, body: JsonObject): void {
  if (before === undefined || getString(before, 'external_client_id') === '') return;
  const refused = Object.keys(body).filter(
    (name) => !CHANGEABLE_MEMBERS.includes(name) && !isDeepStrictEqual(body[name], getObjectMember(before, name)),
  );
  if (refused.length > 0)
    throw badRequest(
      `A client from a metadata document does not allow changes of ${refused.join(', ')}.`,
      'operation_not_supported',
    );
}
