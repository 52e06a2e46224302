import type { JsonObject } from '../../model/json/json-value.ts';

/** What the API does with connections of one strategy besides storing them. All of it was read off recorded traffic. */
export interface StrategyFacts {
  /** Members of `options` that are filled in on create only. */
  readonly onCreate?: JsonObject;
  /** Members of `options` that are filled in whenever `options` are written without them. */
  readonly onWrite?: JsonObject;
  /** Members of `options` that survive a PATCH whose `options` lack them: the API's own findings. */
  readonly keptOnUpdate?: readonly string[];
  /** Members of `options` that the API finds again where a PATCH names this one: they are what they were. */
  readonly rediscovered?: { readonly by: string; readonly found: readonly string[] };
  /** Members of the connection that are filled in on create. */
  readonly connection?: JsonObject;
  /** `display_name` becomes the name where it is not sent. */
  readonly defaultsDisplayName?: boolean;
  readonly hasProvisioningTicket?: boolean;
}

const CERTIFICATE = ['cert', 'signingCert', 'thumbprints', 'expires', 'subject'];
/** In the one recording the metadata are named again, and say the same. */
const ENDPOINTS = { by: 'metadataUrl', found: ['signInEndpoint', 'signOutEndpoint', 'bindingMethod'] };

/** An OpenID document is not fetched; what stands for it is made in `behaviour/connections/oidc-options.ts`. */
const OIDC = ['oidc_metadata', 'schema_version'];

export const CONNECTION_STRATEGIES: Readonly<Record<string, StrategyFacts>> = {
  ad: { hasProvisioningTicket: true },
  adfs: { hasProvisioningTicket: true, onWrite: { thumbprints: [] }, keptOnUpdate: ['thumbprints'] },
  auth0: { onCreate: { strategy_version: 2 }, onWrite: { brute_force_protection: true } },
  'google-apps': {
    hasProvisioningTicket: true,
    onWrite: { handle_login_from_social: true },
    keptOnUpdate: ['map_user_id_to_id'],
  },
  oidc: {
    defaultsDisplayName: true,
    connection: { show_as_button: false },
    keptOnUpdate: OIDC,
    onCreate: { connection_settings: { pkce: 'auto' } },
    onWrite: {
      schema_version: 'oidc-V4',
      attribute_map: { mapping_mode: 'bind_all' },
      connection_settings: { pkce: 'disabled' },
    },
  },
  okta: {
    defaultsDisplayName: true,
    connection: { show_as_button: false },
    keptOnUpdate: OIDC,
    onCreate: { connection_settings: { pkce: 'auto' } },
    onWrite: {
      schema_version: 'oidc-V4',
      type: 'back_channel',
      attribute_map: { mapping_mode: 'basic_profile' },
      connection_settings: { pkce: 'disabled' },
    },
  },
  pingfederate: { hasProvisioningTicket: true, keptOnUpdate: CERTIFICATE, rediscovered: ENDPOINTS },
  samlp: {
    hasProvisioningTicket: true,
    connection: { show_as_button: false },
    keptOnUpdate: CERTIFICATE,
    rediscovered: ENDPOINTS,
    onCreate: { assertion_decryption_settings: { algorithm_profile: 'v2026-1', algorithm_exceptions: [] } },
  },
  waad: {
    hasProvisioningTicket: true,
    defaultsDisplayName: true,
    onWrite: { waad_common_endpoint: false },
    keptOnUpdate: ['thumbprints', 'app_domain'],
  },
};
