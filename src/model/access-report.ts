import { type Address, splitAddress, splitParts } from './address.ts';

/** What `tenon who` answers. `schemas/who.schema.json` is its schema. Contains no secrets. */
export interface AccessReport {
  readonly format: typeof ACCESS_FORMAT;
  readonly tool: string;
  /** Domain of the tenant that was read; absent if the definition alone was asked. */
  readonly tenant?: string;
  /** The definition's files, as given on the command line. */
  readonly files: readonly string[];
  readonly subject: AccessSubject;
  /** Who has the subject. */
  readonly holders: readonly AccessEntry[];
  /** What the subject has. */
  readonly abilities: readonly AccessEntry[];
  /** Lists of people that were cut at `--limit`. */
  readonly cut: readonly CutList[];
  /** What the answer does not include, and why. */
  readonly unseen: readonly UnseenAccess[];
  /** How many requests it took; absent if the definition alone was asked. */
  readonly requests?: number;
}

export interface AccessSubject {
  /** The address of a resource. Of a permission: that of its API. */
  readonly address: Address;
  /** The name of a permission. Absent: the subject is the resource itself. */
  readonly permission?: string;
  /** Of an API: whether it gives users only the permissions that they have (`enforce_policies`). `null`: not declared. */
  readonly isEnforced?: boolean | null;
}

export const ACCESS_KINDS = [
  'user',
  'group',
  'client',
  'users of client',
  'third-party clients',
  'connection',
  'organization',
  'role',
  'api',
] as const;
export type AccessKind = (typeof ACCESS_KINDS)[number];

export interface AccessEntry {
  readonly kind: AccessKind;
  /** Of `users of client`: the client. Of `third-party clients`: absent. */
  readonly address?: Address;
  /** What people call it, where the address does not say: a user who was found by an id. */
  readonly name?: string;
  readonly ways: readonly AccessWay[];
}

/** One way in which somebody has something. */
export interface AccessWay {
  /** From the holder on. The last one leads to what is held. */
  readonly steps: readonly AccessStep[];
  /** Of an API: the permissions that this way gives. `*` is every permission, also those added later. */
  readonly permissions?: readonly string[];
  /** Names of the organizations inside which it holds; `*` is any organization. Absent: everywhere. */
  readonly within?: readonly string[];
  /** Only for users who have the permission themselves. */
  readonly isLimited?: true;
  /** What comes with it: the roles of a member, the APIs of a grant. */
  readonly through?: readonly Address[];
}

export interface AccessStep {
  readonly by:
    | 'role'
    | 'member role'
    | 'group role'
    | 'permission'
    | 'client grant'
    | 'open API'
    | 'third-party default'
    | 'account'
    | 'login'
    | 'membership'
    | 'membership at login'
    | 'organization connection'
    | 'organization grant'
    | 'organization application';
  readonly address: Address;
}

export interface CutList {
  /** Whose list of people it is. */
  readonly address: Address;
  readonly shown: number;
  /** Absent: the API does not say how many there are. */
  readonly total?: number;
}

export interface UnseenAccess {
  readonly what: string;
  readonly why: string;
}

export const ACCESS_FORMAT = 'tenon-who/1';

/** Types whose keys have several parts, of which the last one is what people say: an e-mail address, the name of a group. */
const TYPES_WITH_PARTS: ReadonlySet<string> = new Set(['users', 'groups', 'organizationRoles', 'permissions']);

/** Splits the key of an address into its parts; one, for most types. */
export function splitAccessKey(address: Address): readonly string[] {
  const { type, key } = splitAddress(address);
  return TYPES_WITH_PARTS.has(type) ? splitParts(key) : [key];
}
