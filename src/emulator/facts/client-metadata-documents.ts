import type { JsonObject } from '../../model/json/json-value.ts';

/** Client metadata documents as they stood: the API fetches them, the emulator stays off the network. */
const KNOWN_DOCUMENTS: Readonly<Record<string, JsonObject>> = {
  'https://tinywiki.xyz/client.json': {
    client_id: 'https://tinywiki.xyz/client.json',
    client_name: 'TinyWiki',
    client_uri: 'https://tinywiki.xyz',
    redirect_uris: ['https://tinywiki.xyz/'],
    logo_uri: 'https://tinywiki.xyz/logo.png',
    grant_types: ['authorization_code'],
    token_endpoint_auth_method: 'none',
  },
};

/** For any other address something that could stand there. */
export function getClientMetadata(address: string): JsonObject {
  const { origin, hostname } = new URL(address);
  return (
    KNOWN_DOCUMENTS[address] ?? {
      client_id: address,
      client_name: hostname,
      redirect_uris: [`${origin}/callback`],
      grant_types: ['authorization_code'],
      token_endpoint_auth_method: 'none',
    }
  );
}
