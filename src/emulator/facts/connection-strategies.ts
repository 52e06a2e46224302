import type { JsonObject } from '../../model/json/json-value.ts';

/** What the API does with connections of a strategy besides storing them (recorded traffic). */
export interface StrategyFacts {
  /** Defaults of `options` on create. */
  readonly onCreate?: JsonObject;
  /** Defaults of `options` on every write of `options`. */
  readonly onWrite?: JsonObject;
  /** Members of `options` that the API computed. They survive a PATCH of `options` without them. */
  readonly keptOnUpdate?: readonly string[];
  /** Members of `options` that the API reads again from the metadata when a PATCH sends member `by`. Their values are kept. */
  readonly rediscovered?: { readonly by: string; readonly found: readonly string[] };
  /** Defaults of the connection on create. */
  readonly connection?: JsonObject;
  /** `display_name` defaults to the name. */
  readonly defaultsDisplayName?: boolean;
  readonly hasProvisioningTicket?: boolean;
}

const CERTIFICATE = ['cert', 'signingCert', 'thumbprints', 'expires', 'subject'];
/** In the only recording, the PATCH sends the same metadata again. */
const ENDPOINTS = { by: 'metadataUrl', found: ['signInEndpoint', 'signOutEndpoint', 'bindingMethod'] };

/** Computed by `behaviour/connections/oidc-options.ts` instead of fetched. */
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
