import { createError, toFilePlace } from '../loader/findings.ts';
import { getMember, getText, type MapTree, type Tree } from '../loader/text/definition-tree.ts';
import type { SourceSpan } from '../loader/text/source-file.ts';
import { parseDomain } from '../management-api/auth/tenant-domain.ts';
import { omitUndefined } from '../model/json/omit-undefined.ts';
import { reportRepeatedValues } from './distinct-values.ts';
import { expandColumns } from './each-template.ts';
import { readFleetRows } from './fleet-rows.ts';
import { parseCredentials } from './parse-credentials.ts';
import type { TenantTarget } from './project.ts';
import { listItems, type ProjectFolder, resolveProjectPath } from './project-folder.ts';
import { readTargetPolicy, type TargetPolicy } from './target-policy.ts';

/** The settings of an environment, or those of a fleet, which all its tenants have in common. */
interface TargetSettings extends TargetPolicy {
  readonly kind: TenantTarget['kind'];
  readonly sharedFiles: readonly string[];
  readonly map: MapTree;
}

/** What distinguishes a tenant from others with the same settings. */
interface TargetRow {
  readonly name: string;
  readonly each: Readonly<Record<string, string>>;
  readonly span: SourceSpan;
}

/** Builds the tenants of a project whose form is valid. Errors are added to the findings of the folder. */
export async function buildTargets(
  folder: ProjectFolder,
  root: MapTree,
  sharedFiles: readonly string[],
): Promise<readonly TenantTarget[]> {
  const tenants = [...(await buildEnvironments(folder, root, sharedFiles)), ...(await buildFleet(folder, root, sharedFiles))];
  if (tenants.length === 0 && folder.findings.length === 0) folder.findings.push(createNoTenantError(root));
  reportRepeatedValues(
    folder,
    'name',
    tenants.map(({ target, span }) => ({ text: target.name, span })),
  );
  reportRepeatedValues(
    folder,
    'domain',
    tenants.map(({ target, span }) => ({ text: target.domain, span })),
  );
  return tenants.map(({ target }) => target);
}

const createNoTenantError = (root: MapTree) =>
  createError('missing-field', root.span, 'The project has no tenant', {
    expected: 'one or more environments, or a fleet',
    hint: 'Add for example: environments: { dev: { domain: acme-dev.eu.auth0.com } }',
  });

interface PlacedTarget {
  readonly target: TenantTarget;
  readonly span: SourceSpan;
}

async function buildEnvironments(
  folder: ProjectFolder,
  root: MapTree,
  sharedFiles: readonly string[],
): Promise<readonly PlacedTarget[]> {
  const environments = getMember(root, 'environments');
  if (environments?.kind !== 'map') return [];
  const built: PlacedTarget[] = [];
  for (const [name, { key, value }] of environments.members) {
    if (value.kind !== 'map') continue;
    const settings = { kind: 'environment', sharedFiles, map: value, ...(await readTargetPolicy(folder, value)) } as const;
    built.push(buildTarget(folder, settings, { name, each: readValues(getMember(value, 'each')), span: key }));
  }
  return built;
}

const readValues = (tree: Tree | undefined): Readonly<Record<string, string>> =>
  tree?.kind !== 'map'
    ? {}
    : Object.fromEntries(
        [...tree.members].map(([name, { value }]) => [name, value.kind === 'scalar' ? String(value.value ?? '') : '']),
      );

async function buildFleet(
  folder: ProjectFolder,
  root: MapTree,
  sharedFiles: readonly string[],
): Promise<readonly PlacedTarget[]> {
  const map = getMember(root, 'fleet');
  const list = getMember(map, 'for');
  if (map?.kind !== 'map' || !list) return [];
  const settings = { kind: 'fleet', sharedFiles, map, ...(await readTargetPolicy(folder, map)) } as const;
  const template = getMember(map, 'name');
  return (await readFleetRows(folder, list)).map(({ values, first, span }) => {
    const name = template ? expandColumns(folder, getText(template) ?? '', values, template.span) : first;
    return buildTarget(folder, settings, { name, each: values, span });
  });
}

/** Longer names are no file names on some systems. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;

function buildTarget(folder: ProjectFolder, settings: TargetSettings, { name, each, span }: TargetRow): PlacedTarget {
  const { kind, sharedFiles, map, policy, overrides } = settings;
  if (!NAME.test(name))
    folder.findings.push(
      createError('wrong-value', span, name === '' ? 'The tenant has no name' : `"${name}" cannot be the name of a tenant`, {
        expected: 'at most 63 letters, digits, ".", "_" and "-", beginning with a letter or digit',
      }),
    );
  if (sharedFiles.length === 0 && listItems(map, 'files').length === 0 && folder.findings.length === 0)
    folder.findings.push(createError('missing-field', span, `${name} has no files`, { expected: '"definition" or "files"' }));
  const ownFiles = listItems(map, 'files').flatMap((item) => {
    const path = expandColumns(folder, getText(item) ?? '', each, item.span);
    return resolveProjectPath(folder, kind === 'fleet' ? span : item.span, path) ?? [];
  });
  const target: TenantTarget = {
    name,
    kind,
    folder: folder.path,
    domain: readDomain(folder, settings, { each, span }),
    sharedFiles,
    ownFiles,
    each,
    credentials: parseCredentials(folder, getMember(map, 'credentials'), each),
    overrides,
    ...omitUndefined({ policy }),
    place: toFilePlace(span),
  };
  return { target, span };
}

/** Reads the domain in the form in which it is compared: lower case, without `https://`. */
function readDomain(folder: ProjectFolder, { kind, map }: TargetSettings, { each, span }: Omit<TargetRow, 'name'>): string {
  const tree = getMember(map, 'domain');
  if (!tree) return '';
  const text = expandColumns(folder, getText(tree) ?? '', each, tree.span);
  const site = parseDomain(text, 'domain');
  if (site.ok) return site.value.origin.replace(/^https:\/\//, '');
  const { code, message, expected, hint } = site.error;
  const at = kind === 'fleet' ? span : tree.span;
  // `https://user:password@…` contains a secret.
  if (text.includes('@')) at.source.secrets.push(at);
  folder.findings.push(createError(code, at, message, { expected, hint }));
  return text;
}
