import type { JsonObject } from '../../model/json/json-value.ts';

/**
 * OpenID discovery documents of a few public identity providers, by discovery URL, reduced to what the API uses. The API
 * fetches them; the emulator sends no requests.
 */
export const DISCOVERY_DOCUMENTS: Readonly<Record<string, JsonObject>> = {
  'https://accounts.google.com/.well-known/openid-configuration': {
    issuer: 'https://accounts.google.com',
    authorization_endpoint: 'https://accounts.google.com/o/oauth2/v2/auth',
    token_endpoint: 'https://oauth2.googleapis.com/token',
    userinfo_endpoint: 'https://openidconnect.googleapis.com/v1/userinfo',
    jwks_uri: 'https://www.googleapis.com/oauth2/v3/certs',
  },
  'https://api.login.yahoo.com/.well-known/openid-configuration': {
    issuer: 'https://api.login.yahoo.com',
    authorization_endpoint: 'https://api.login.yahoo.com/oauth2/request_auth',
    token_endpoint: 'https://api.login.yahoo.com/oauth2/get_token',
    userinfo_endpoint: 'https://api.login.yahoo.com/openid/v1/userinfo',
    jwks_uri: 'https://api.login.yahoo.com/openid/v1/certs',
  },
  'https://www.paypalobjects.com/.well-known/openid-configuration': {
    issuer: 'https://www.paypal.com',
    authorization_endpoint: 'https://www.paypal.com/signin/authorize',
    token_endpoint: 'https://api.paypal.com/v1/oauth2/token',
    userinfo_endpoint: 'https://api.paypal.com/v1/oauth2/token/userinfo',
    jwks_uri: 'https://api.paypal.com/v1/oauth2/certs',
  },
};
