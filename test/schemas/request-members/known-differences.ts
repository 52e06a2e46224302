/** What one side knows and the other does not, on purpose. */
export interface KnownDifference {
  /** `schemas`: only they describe it. `emulator`: only it accepts it. */
  readonly only: 'schemas' | 'emulator';
  readonly operations: readonly string[];
  readonly members: readonly string[];
  readonly reason: string;
}

const ACTIONS = ['POST /actions/actions', 'PATCH /actions/actions/{}'];
const CLIENT_KEYS = 'client_authentication_methods';

export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    only: 'schemas',
    operations: ['POST /users'],
    members: ['password_hash', 'custom_password_hash.*'],
    reason: 'Users with a hash are created by import jobs, whose files have these members.',
  },
  {
    only: 'emulator',
    operations: ['PATCH /users/{}'],
    members: ['client_id', 'verify_phone_number'],
    reason: 'They choose what a mail or a message to the user looks like, and tenon has none sent.',
  },
  {
    only: 'emulator',
    operations: ACTIONS,
    members: [
      ...[
        'binding_policy',
        'default_runtime',
        'runtimes[]',
        'status',
        'compatible_triggers[].id',
        'compatible_triggers[].version',
      ].map((member) => `supported_triggers[].${member}`),
    ],
    reason: 'Facts about a trigger, which its id implies.',
  },
  {
    only: 'emulator',
    operations: ACTIONS,
    members: ['modules[].module_name', 'modules[].module_version_number'],
    reason: 'The ids say the same, and tenon sends those.',
  },
  {
    only: 'emulator',
    operations: ['POST /actions/actions'],
    members: ['deploy'],
    reason: 'A definition says `deployed`, and tenon deploys by a request of its own once the action is built.',
  },
  {
    only: 'emulator',
    operations: ['POST /actions/modules'],
    members: ['publish'],
    reason: 'tenon publishes by a request of its own.',
  },
  {
    only: 'emulator',
    operations: ['POST /branding/phone/templates'],
    members: ['content.syntax'],
    reason: 'There is one syntax, and an update cannot change it.',
  },
  {
    only: 'emulator',
    operations: ['POST /connections'],
    members: ['enabled_clients[]'],
    reason: 'A relation: tenon links clients after the connection exists.',
  },
  {
    only: 'emulator',
    operations: ['POST /organizations'],
    members: ['assign_membership_on_login', 'connection_id', 'is_signup_enabled', 'show_as_button'].map(
      (member) => `enabled_connections[].${member}`,
    ),
    reason: 'A relation: tenon links connections after the organization exists.',
  },
  {
    only: 'emulator',
    operations: ['PATCH /email-templates/{}'],
    members: ['template'],
    reason: 'The path names the template.',
  },
  {
    only: 'emulator',
    operations: ['PATCH /tenants/settings'],
    members: ['flags.allow_changing_enable_sso', 'flags.disable_impersonation'],
    reason: 'Switches of retired features: a definition from another tool may contain them, and tenon leaves them alone.',
  },
  {
    only: 'emulator',
    operations: ['POST /event-streams'],
    members: ['destination.configuration.aws_partner_event_source'],
    reason: 'AWS assigns the name.',
  },
  {
    only: 'emulator',
    operations: ['POST /log-streams'],
    members: ['sink.awsPartnerEventSource', 'sink.azurePartnerTopic'],
    reason: 'AWS and Azure assign the names.',
  },
  {
    only: 'emulator',
    operations: ['POST /connections/{}/directory-provisioning/synchronized-groups'],
    members: ['direct_members_count', 'email', 'name'].map((member) => `groups[].${member}`),
    reason: 'The directory knows them; the id alone says which group it is.',
  },
  {
    only: 'emulator',
    operations: ['PUT /self-service-profiles/{}/custom-text/{}/{}'],
    members: ['*'],
    reason: 'Declared under the language and the page, which the path names.',
  },
  {
    only: 'emulator',
    operations: ['POST /roles'],
    members: ['type=organization'],
    reason: 'A role of an organization is a type of its own, at the same path.',
  },
  {
    only: 'emulator',
    operations: ['PATCH /verifiable-credentials/verification/templates/{}'],
    members: ['version'],
    reason: 'The API never shows it, so it cannot be compared.',
  },
  {
    only: 'schemas',
    operations: ['POST /clients'],
    members: ['external_client_id'],
    reason: 'Sent by the request that registers a client from its document.',
  },
  {
    only: 'schemas',
    operations: ['POST /clients'],
    members: [
      ...['private_key_jwt', 'self_signed_tls_client_auth', 'tls_client_auth'].map(
        (method) => `${CLIENT_KEYS}.${method}.credentials[].id`,
      ),
      'signed_request_object.credentials[].id',
      'token_vault_privileged_access.credentials[].id',
    ],
    reason: 'The id of an existing key, which a new client does not have.',
  },
  {
    only: 'schemas',
    operations: ['POST /clients/{}/credentials'],
    members: ['id'],
    reason: 'The id of an existing key, which a new key does not have.',
  },
  {
    only: 'schemas',
    operations: ['POST /clients'],
    members: [
      `${CLIENT_KEYS}.self_signed_tls_client_auth.credentials[].credential_type=cert_subject_dn`,
      `${CLIENT_KEYS}.self_signed_tls_client_auth.credentials[].subject_dn`,
      `${CLIENT_KEYS}.tls_client_auth.credentials[].credential_type=x509_cert`,
    ],
    reason: 'Both kinds of certificates share a description in the schema.',
  },
  {
    only: 'schemas',
    operations: ['PATCH /event-streams/{}'],
    members: ['destination.type=eventbridge'],
    reason: 'Nothing of this destination can be changed, so that no update contains it.',
  },
  {
    only: 'schemas',
    operations: ['PATCH /tenants/settings'],
    members: ['universal_login.colors.page_background.*'],
    reason: 'Older tenants show a gradient here. The SDK accepts a color only.',
  },
  {
    only: 'schemas',
    operations: ['POST /connections'],
    members: ['strategy=auth0-adldap'],
    reason: 'Existing connections have it; no new one can.',
  },
];

/** The differences as `compareOperations` reports them. */
export const listKnownDifferences = (): readonly string[] =>
  KNOWN_DIFFERENCES.flatMap(({ only, operations, members }) =>
    operations.flatMap((operation) => members.map((member) => `${only}: ${operation} ${member}`)),
  ).sort();
