import {
  type AccessEntry,
  type AccessKind,
  type AccessReport,
  type AccessWay,
  splitAccessKey,
} from '../../model/access-report.ts';
import { groupBy } from '../../model/group-by.ts';
import { describeWay, nameAddress } from './describe-way.ts';

/** What all formats show: titled lists of names, grouped by the way in which they have something. */
export interface AccessSection {
  readonly title: string;
  /** Different names. Undefined: one of them stands for many. */
  readonly count?: number;
  readonly groups: readonly AccessGroup[];
}

export interface AccessGroup {
  /** Empty: there is nothing to say about the way. */
  readonly label: string;
  readonly names: readonly string[];
}

export const buildAccessSections = (report: AccessReport): readonly AccessSection[] => [
  ...buildHolderSections(report),
  ...buildAbilitySections(report),
];

const HOLDER_SECTIONS: readonly (readonly [string, readonly AccessKind[]])[] = [
  ['People', ['user']],
  ['Groups', ['group']],
  ['Applications', ['client', 'users of client', 'third-party clients']],
  ['Connections to log in with', ['connection']],
];

const ABILITY_SECTIONS: readonly (readonly [string, readonly AccessKind[]])[] = [
  ['Roles', ['role']],
  ['Organizations', ['organization']],
  ['Applications to log in to', ['users of client']],
];

function buildHolderSections({ holders, subject }: AccessReport): readonly AccessSection[] {
  const isWholeApi = subject.isEnforced !== undefined && subject.permission === undefined;
  return HOLDER_SECTIONS.flatMap(([title, kinds]) =>
    buildSection(title, pickEntries(holders, kinds), (way, entry) => [
      joinParts([describeWay(way, isWholeApi), describeUsers(entry, way)]),
      isWholeApi ? namePermissions(way).join(', ') : '',
    ]),
  );
}

const buildAbilitySections = ({ abilities }: AccessReport): readonly AccessSection[] => [
  ...ABILITY_SECTIONS.flatMap(([title, kinds]) =>
    buildSection(title, pickEntries(abilities, kinds), (way) => [describeWay(way)]),
  ),
  ...abilities.filter(({ kind }) => kind === 'api').map(buildApiSection),
];

const pickEntries = (entries: readonly AccessEntry[], kinds: readonly AccessKind[]): readonly AccessEntry[] =>
  entries.filter(({ kind }) => kinds.includes(kind));

function buildSection(
  title: string,
  entries: readonly AccessEntry[],
  describe: (way: AccessWay, entry: AccessEntry) => readonly string[],
): readonly AccessSection[] {
  if (entries.length === 0) return [];
  const names = nameEntries(entries);
  const labelled = entries.flatMap((entry, index) =>
    entry.ways.map((way) => ({ name: names[index] ?? '', label: joinParts(describe(way, entry), ': ') })),
  );
  const byLabel = groupBy(labelled, ({ label }) => label);
  const groups = [...byLabel].map(([label, own]) => ({
    label: label === '' && byLabel.size > 1 ? 'directly' : label,
    names: [...new Set(own.map(({ name }) => name))],
  }));
  return [{ title, count: entries.length, groups }];
}

/** What an application gets for the users who have logged in to it is theirs, not its own. */
const describeUsers = ({ kind }: AccessEntry, { isLimited }: AccessWay): string =>
  kind === 'users of client' && !isLimited ? 'for any user of it' : '';

const joinParts = (parts: readonly string[], mark = ', '): string => parts.filter((part) => part !== '').join(mark);

/** Adds the connection of groups, and of people who share a name. */
function nameEntries(entries: readonly AccessEntry[]): readonly string[] {
  const short = entries.map(
    ({ name, address }) => name ?? (address === undefined ? 'third-party applications' : nameAddress(address)),
  );
  const counts = groupBy(short, (name) => name);
  return entries.map(({ kind, address = '' }, index) => {
    const name = short[index] ?? '';
    const isShared = (counts.get(name)?.length ?? 0) > 1;
    const [owner, ...rest] = splitAccessKey(address);
    if (isShared && owner === '') return `${name} (${rest.join()})`;
    return (kind === 'group' || isShared) && rest.length > 0 ? `${name} (${owner})` : name;
  });
}

function buildApiSection({ address = '', ways }: AccessEntry): AccessSection {
  const groups = ways.map((way) => ({ label: describeWay(way, true), names: namePermissions(way) }));
  const title = `Permissions of ${nameAddress(address)}`;
  if (ways.some(({ permissions }) => permissions?.includes('*'))) return { title, groups };
  return { title, count: new Set(groups.flatMap(({ names }) => names)).size, groups };
}

const namePermissions = ({ permissions = [], isLimited }: AccessWay): readonly string[] =>
  permissions.map((permission) => (permission === '*' ? (isLimited ? 'whatever the user has' : 'every permission') : permission));
