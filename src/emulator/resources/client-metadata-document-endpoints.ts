import type { JsonObject } from '../../model/json/json-value.ts';
import { addClientDefaults } from '../behaviour/clients/client-defaults.ts';
import type { ApiCall, Route } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getString, omit, pick, toObject } from '../engine/json-objects.ts';
import { getClientMetadata } from '../facts/client-metadata-documents.ts';
import { type Answer, answerOk } from '../http/http-answer.ts';
import { badRequest } from '../http/refusal.ts';

/** Members of a client ID metadata document (CIMD) that become members of the client. */
const MAPPED_MEMBERS = ['logo_uri', 'grant_types', 'token_endpoint_auth_method'];
const READ_MEMBERS = [...MAPPED_MEMBERS, 'client_id', 'client_name', 'redirect_uris'];

interface ReadDocument {
  readonly externalId: string;
  readonly mapped: JsonObject;
  readonly validation: JsonObject;
}

function readDocument(call: ApiCall): ReadDocument {
  const externalId = getString(toObject(call.body), 'external_client_id');
  if (!URL.canParse(externalId) || new URL(externalId).protocol !== 'https:') {
    throw badRequest(`The Client Metadata at ${externalId} could not be retrieved.`);
  }
  const document = getClientMetadata(externalId);
  const ignored = Object.keys(document).filter((name) => !READ_MEMBERS.includes(name));
  const warning = `Ignoring unsupported properties: ${ignored.join(', ')}. These properties are not validated or mapped to the Auth0 client configuration.`;
  return {
    externalId,
    mapped: {
      external_client_id: externalId,
      name: getString(document, 'client_name'),
      callbacks: document.redirect_uris ?? [],
      ...pick(document, MAPPED_MEMBERS),
      app_type: 'native',
    },
    validation: { valid: true, violations: [], warnings: ignored.length === 0 ? [] : [warning] },
  };
}

const findRegisteredId = (call: ApiCall, externalId: string): string | undefined =>
  call.tenant.state.getCollection('clients').find('external', externalId)[0]?.id;

function previewClient(call: ApiCall): Answer {
  const { externalId, mapped, validation } = readDocument(call);
  const id = findRegisteredId(call, externalId);
  return answerOk({ mapped_fields: mapped, validation, ...(id === undefined ? {} : { client_id: id }) });
}

/** Registers a client. If the document is already registered, answers 200 with the existing client (recorded traffic). */
function registerClient(call: ApiCall): Answer {
  const { externalId, mapped, validation } = readDocument(call);
  const clients = call.tenant.state.getCollection('clients');
  const id = findRegisteredId(call, externalId) ?? `tpc_${call.tenant.ids.makeBase58(22)}`;
  clients.put(id, { ...(clients.get(id) ?? buildClient(call, id, mapped)), ...mapped });
  return answerOk({ client_id: id, mapped_fields: mapped, validation });
}

function buildClient(call: ApiCall, id: string, mapped: JsonObject): JsonObject {
  const strict = addClientDefaults(call.tenant, { ...mapped, is_first_party: false, third_party_security_mode: 'strict' });
  return {
    ...omit(strict, ['third_party_security_mode']),
    client_id: id,
    client_secret: call.tenant.ids.makeBase62(64),
    external_metadata_type: 'cimd',
    external_metadata_created_by: 'admin',
  };
}

const routes: readonly Route[] = [
  { method: 'POST', path: '/clients/cimd/preview', scopes: ['read:clients'], handle: previewClient },
  {
    method: 'POST',
    path: '/clients/cimd/register',
    scopes: ['create:clients', 'update:clients'],
    alsoNeeds: () => [['create:clients'], ['update:clients']],
    handle: registerClient,
  },
];

export const clientMetadataDocumentEndpoints: EndpointSet = { routes };
