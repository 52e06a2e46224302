import type { ErrorObject } from 'ajv';
import type { JsonObject } from '../../../model/json/json-value.ts';
import { getObject, getString, omit } from '../../engine/json-objects.ts';
import { patchObject } from '../../engine/patch-object.ts';
import { describeViolation, describeViolationPlace } from '../../engine/validation/describe-violation.ts';
import { REQUEST_SCHEMAS } from '../../engine/validation/request-schemas.ts';
import { type EmulatedTenant, getStoredObject } from '../../state/emulated-tenant.ts';
import { buildUser, listAccountKeys } from '../users/user-lifecycle.ts';
import { listUsernameErrors } from '../users/user-rules.ts';

export type ImportOutcome =
  | { readonly kind: 'inserted' | 'updated' }
  /** `report` is the user's entry in the errors of the job. */
  | { readonly kind: 'refused'; readonly report: JsonObject };

/** Members of the file that are not members of a user. */
const HASHES = ['password_hash', 'custom_password_hash'];
/** Members that an upsert changes (documentation of bulk imports). */
const UPSERTED = ['app_metadata', 'email_verified', 'family_name', 'given_name', 'name', 'nickname', 'picture', 'user_metadata'];

/** Imports one user of a job's file. */
export function importUser(tenant: EmulatedTenant, job: JsonObject, sent: JsonObject): ImportOutcome {
  const violation = REQUEST_SCHEMAS.findViolation('POST', '/jobs/users-imports', 'item', sent);
  if (violation !== undefined) return refuse(sent, toImportError(violation));
  const connection = getStoredObject(tenant, 'connections', getString(job, 'connection_id'));
  const unfit = listUsernameErrors(connection, sent)[0];
  if (unfit !== undefined) return refuse(sent, { code: 'INVALID_USERNAME', message: unfit, path: 'username' });
  const user = buildUser(tenant, connection, omit(sent, HASHES));
  const present = findAccount(tenant, user);
  if (present === undefined) return store(tenant, user, 'inserted');
  if (job.upsert === true) return store(tenant, upsertUser(tenant, present, sent), 'updated');
  return refuse(sent, { code: 'DUPLICATED_USER', message: 'The user already exists.', path: 'email' });
}

function findAccount({ state }: EmulatedTenant, user: JsonObject): JsonObject | undefined {
  const users = state.getCollection('users');
  const byKey = listAccountKeys(user).flatMap((key) => users.find('account', key));
  return users.get(getString(user, 'user_id')) ?? byKey[0]?.value;
}

function store({ state }: EmulatedTenant, user: JsonObject, kind: 'inserted' | 'updated'): ImportOutcome {
  state.getCollection('users').put(getString(user, 'user_id'), user);
  return { kind };
}

function upsertUser(tenant: EmulatedTenant, present: JsonObject, sent: JsonObject): JsonObject {
  const changes = Object.fromEntries(Object.entries(sent).filter(([name]) => UPSERTED.includes(name)));
  const modes = { user_metadata: 'merge', app_metadata: 'merge' } as const;
  return { ...patchObject(present, changes, modes), updated_at: tenant.clock.stamp() };
}

const refuse = (sent: JsonObject, error: JsonObject): ImportOutcome => ({
  kind: 'refused',
  report: { user: maskHashes(sent), errors: [error] },
});

/** The API masks the hashes in its report (documentation of bulk imports); clear passwords are masked here as well. */
function maskHashes(sent: JsonObject): JsonObject {
  const masked = Object.fromEntries(
    Object.keys(sent).flatMap((name) => (['password', 'password_hash'].includes(name) ? [[name, '*****']] : [])),
  );
  const custom = getObject(sent, 'custom_password_hash');
  const hash = Object.hasOwn(sent, 'custom_password_hash')
    ? { custom_password_hash: { algorithm: getString(custom, 'algorithm'), hash: { value: '*****' } } }
    : {};
  return { ...sent, ...masked, ...hash };
}

/** Codes of the API's validator, z-schema. Which of them the API reports for which violation is unproven. */
const CODES: Readonly<Record<string, string>> = {
  additionalProperties: 'OBJECT_ADDITIONAL_PROPERTIES',
  required: 'OBJECT_MISSING_REQUIRED_PROPERTY',
  format: 'INVALID_FORMAT',
  type: 'INVALID_TYPE',
  pattern: 'PATTERN',
  enum: 'ENUM_MISMATCH',
  minLength: 'MIN_LENGTH',
  maxLength: 'MAX_LENGTH',
};

const toImportError = (violation: ErrorObject): JsonObject => ({
  code: CODES[violation.keyword] ?? 'INVALID_USER',
  message: maskMessage(violation),
  path: describeViolationPlace(violation),
});

/** The message quotes the refused value, which may be a hash. */
const maskMessage = (violation: ErrorObject): string =>
  describeViolation(violation, violation.instancePath.includes('password_hash') ? '*****' : violation.data);
