import type { JsonObject } from '../../model/json/json-value.ts';

/** Copies of published client metadata documents. The API fetches them; the emulator sends no requests. */
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

/** Returns the client metadata document of a URL, a plausible one if the URL is unknown. */
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
