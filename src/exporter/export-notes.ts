import { toAddress } from '../model/address.ts';
import { groupBy } from '../model/group-by.ts';
import { omitUndefined } from '../model/json/omit-undefined.ts';
import type { Problem } from '../model/problem/problem.ts';
import type { ResourceType } from '../resources/resource-type.ts';
import type { ExportedResource } from './encode/export-resource.ts';
import type { TypeView } from './encode/keyed-tenant.ts';
import type { KeptId, Omission, OmissionLog, OmissionReason } from './encode/omissions.ts';
import type { ExportedSecret } from './export-options.ts';

/** Collects omissions and summarizes them in one note per type and reason. */
export class ExportNotes implements OmissionLog {
  readonly #omissions: Omission[] = [];
  readonly #keptIds: KeptId[] = [];

  recordOmission(entry: Omission): void {
    this.#omissions.push(entry);
  }

  recordKeptId(entry: KeptId): void {
    this.#keptIds.push(entry);
  }

  listProblems(): readonly Problem[] {
    const groups = groupBy(this.#omissions, ({ type, reason }) => `${type} ${reason}`);
    return [...[...groups.values()].flatMap(describeOmissions), ...describeKeptIds(this.#keptIds)];
  }
}

const createNote = (code: Problem['code'], type: string, message: string, hint?: string): Problem => ({
  code,
  severity: 'warning',
  message,
  place: { kind: 'address', address: type },
  ...omitUndefined({ hint }),
});

const OMISSION_TEXTS: Readonly<
  Record<OmissionReason, { readonly code: Problem['code']; readonly summary: string; readonly hint: string }>
> = {
  'kept-field': {
    code: 'unknown-field',
    summary: 'unknown fields, exported unchanged',
    hint: 'tenon sends them as written. Remove those that the API computes.',
  },
  'kept-value': {
    code: 'wrong-value',
    summary: 'unknown values, exported unchanged',
    hint: 'tenon sends them as written.',
  },
  whole: {
    code: 'wrong-value',
    summary: 'not exported, because a definition cannot express a required field',
    hint: 'They stay unchanged in the tenant.',
  },
  unknown: {
    code: 'unknown-field',
    summary: 'not exported, because names with "$" are directives',
    hint: 'They stay unchanged in the tenant.',
  },
  refused: {
    code: 'wrong-value',
    summary: 'not exported, because a definition cannot express the value',
    hint: 'They stay unchanged in the tenant.',
  },
  deprecated: {
    code: 'deprecated-field',
    summary: 'deprecated fields, not exported',
    hint: 'They stay unchanged in the tenant; --full exports them.',
  },
  generated: {
    code: 'left-out',
    summary: 'secrets that Auth0 generates, not exported',
    hint: 'They stay unchanged in the tenant; --full exports a reference to each, for another tenant that needs the same values.',
  },
  hidden: {
    code: 'secret-missing',
    summary: 'secrets whose members the API does not return, not exported',
    hint: 'They stay unchanged in the tenant. For another tenant, add them to the file by hand.',
  },
  unread: {
    code: 'scope-missing',
    summary: 'not exported, because they could not be read',
    hint: 'They stay unchanged in the tenant.',
  },
};

function describeOmissions(entries: readonly Omission[]): readonly Problem[] {
  const [first] = entries;
  if (!first) return [];
  const { code, summary, hint } = OMISSION_TEXTS[first.reason];
  const paths = groupBy(entries, formatOmission);
  const texts = [...paths].map(([path, group]) => (group.length === 1 ? path : `${path} (${group.length} times)`));
  return [createNote(code, first.type, `${first.type}: ${summary}: ${formatList(texts)}`, hint)];
}

const formatOmission = ({ path, address, value }: Omission): string =>
  `${path === '' ? address : path}${value === undefined ? '' : ` ${value}`}`;

function describeKeptIds(kept: readonly KeptId[]): readonly Problem[] {
  const groups = groupBy(kept, ({ type, reason }) => `${type} ${reason}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const ids = formatList([...new Set(group.map(({ id }) => id))]);
    return first.reason === 'unknown'
      ? [createNote('dangling-reference', first.type, `unknown ${first.type} are referred to by id: ${ids}`)]
      : [createNote('ambiguous-key', first.type, `${first.type} with the same key are referred to by id: ${ids}`)];
  });
}

const MAX_LISTED = 12;
const formatList = (texts: readonly string[]): string =>
  [...texts.slice(0, MAX_LISTED), ...(texts.length > MAX_LISTED ? [`… and ${texts.length - MAX_LISTED} more`] : [])].join(', ');

/** Names the types that have too many resources to read all of them. */
export function noteUnreadTypes(types: readonly ResourceType[]): readonly Problem[] {
  const sparse = types.filter((type) => type.kind === 'placed' && type.exportDeclaredOnly).map(({ type }) => type);
  if (sparse.length === 0) return [];
  return [
    {
      code: 'left-out',
      severity: 'warning',
      message: `Not exported, because there are too many to read: ${formatList(sparse)}`,
      hint: 'Declare those that you use; plan and drift read every declared resource.',
    },
  ];
}

/** Explains why tenon's own client is missing. Auth0's system resources need no explanation. */
export function noteOwnClient(views: readonly TypeView[]): readonly Problem[] {
  const own = views.flatMap(({ type, self }) => self.map(({ key }) => toAddress(type.type, key)));
  if (own.length === 0) return [];
  const message = `tenon's own client is excluded: ${formatList(own)}`;
  return [{ code: 'self-managed', severity: 'warning', message }];
}

/** Names the resources that need `$id`, which ties the file to this tenant. */
export function notePinnedResources(resources: readonly ExportedResource[]): readonly Problem[] {
  const pinned = resources.filter(({ part }) => part.members.some(([name]) => name === '$id'));
  return [...groupBy(pinned, ({ type }) => type.type)].map(([type, group]) => {
    const names = formatList([...new Set(group.map(({ key }) => key))]);
    return createNote('ambiguous-key', type, `${type} with the same key need $id: ${names}`);
  });
}

export function noteHiddenSecrets(secrets: readonly ExportedSecret[]): readonly Problem[] {
  const hidden = secrets.filter((secret) => secret.hidden);
  if (hidden.length === 0) return [];
  const message = `The API does not return the values of these secrets: ${formatList(hidden.map(({ name }) => name))}`;
  const hint = 'Set each to its real value before you apply: an update of its parent object sends it along.';
  return [{ code: 'secret-missing', severity: 'warning', message, hint }];
}
