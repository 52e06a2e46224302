import type { JsonObject } from '../../model/json/json-value.ts';
import { withClientDefaults } from '../behaviour/clients/client-defaults.ts';
import type { Call, Route } from '../engine/call.ts';
import { asObject, pick, textOf, without } from '../engine/objects.ts';
import type { Resource } from '../engine/resource.ts';
import { clientMetadataAt } from '../facts/client-metadata-documents.ts';
import { type Answer, ok } from '../http/answer.ts';
import { badRequest } from '../http/refusal.ts';

/** Clients that are described by a document of their own (CIMD). Members of it that become members of the client: */
const MAPPED = ['logo_uri', 'grant_types', 'token_endpoint_auth_method'];
const READ = [...MAPPED, 'client_id', 'client_name', 'redirect_uris'];

interface Reading {
  readonly externalId: string;
  readonly mapped: JsonObject;
  readonly validation: JsonObject;
}

function readDocument(call: Call): Reading {
  const externalId = textOf(asObject(call.body), 'external_client_id');
  if (!URL.canParse(externalId) || new URL(externalId).protocol !== 'https:') {
    throw badRequest(`The Client Metadata at ${externalId} could not be retrieved.`);
  }
  const document = clientMetadataAt(externalId);
  const ignored = Object.keys(document).filter((name) => !READ.includes(name));
  const warning = `Ignoring unsupported properties: ${ignored.join(', ')}. These properties are not validated or mapped to the Auth0 client configuration.`;
  return {
    externalId,
    mapped: {
      external_client_id: externalId,
      name: textOf(document, 'client_name'),
      callbacks: document.redirect_uris ?? [],
      ...pick(document, MAPPED),
      app_type: 'native',
    },
    validation: { valid: true, violations: [], warnings: ignored.length === 0 ? [] : [warning] },
  };
}

const registeredId = (call: Call, externalId: string): string | undefined =>
  call.tenant.state.collection('clients').find('external', externalId)[0]?.id;

function preview(call: Call): Answer {
  const { externalId, mapped, validation } = readDocument(call);
  const id = registeredId(call, externalId);
  return ok({ mapped_fields: mapped, validation, ...(id === undefined ? {} : { client_id: id }) });
}

/** 200, and the same client again where the document is registered already (recorded traffic). */
function register(call: Call): Answer {
  const { externalId, mapped, validation } = readDocument(call);
  const clients = call.tenant.state.collection('clients');
  const id = registeredId(call, externalId) ?? `tpc_${call.tenant.ids.base58(22)}`;
  clients.put(id, { ...(clients.get(id) ?? newClient(call, id, mapped)), ...mapped });
  return ok({ client_id: id, mapped_fields: mapped, validation });
}

function newClient(call: Call, id: string, mapped: JsonObject): JsonObject {
  const strict = withClientDefaults(call.tenant, { ...mapped, is_first_party: false, third_party_security_mode: 'strict' });
  return {
    ...without(strict, ['third_party_security_mode']),
    client_id: id,
    client_secret: call.tenant.ids.base62(64),
    external_metadata_type: 'cimd',
    external_metadata_created_by: 'admin',
  };
}

const routes: readonly Route[] = [
  { method: 'POST', path: '/clients/cimd/preview', scopes: ['read:clients'], handle: preview },
  {
    method: 'POST',
    path: '/clients/cimd/register',
    scopes: ['create:clients', 'update:clients'],
    alsoNeeds: () => [['create:clients'], ['update:clients']],
    handle: register,
  },
];

export const clientMetadata: Resource = { routes };
