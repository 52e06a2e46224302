import { createError } from '../loader/findings.ts';
import { getMember, getText, type MapTree, type Tree } from '../loader/text/definition-tree.ts';
import type { CredentialSource } from '../management-api/auth/credential-source.ts';
import { omitUndefined } from '../model/json/omit-undefined.ts';
import { expandColumns } from './each-template.ts';
import { listItems, type ProjectFolder } from './project-folder.ts';

/** Parses `credentials:` of a tenant. Undefined: the variables without a prefix. */
export function parseCredentials(
  folder: ProjectFolder,
  tree: Tree | undefined,
  each: Readonly<Record<string, string>>,
): CredentialSource {
  if (tree?.kind !== 'map') return { kind: 'variables', prefix: '' };
  const expand = (item: Tree | undefined): string | undefined => {
    const text = getText(item);
    return item && text !== undefined ? expandColumns(folder, text, each, item.span) : undefined;
  };
  const beside = omitUndefined({ clientId: expand(getMember(tree, 'client_id')) });
  reportSeveralSources(folder, tree);
  const fd = getMember(tree, 'fd');
  if (fd?.kind === 'scalar' && typeof fd.value === 'number') return { kind: 'descriptor', fd: fd.value, ...beside };
  const command = listItems(tree, 'command').map((item) => expand(item) ?? '');
  if (command.length > 0) return { kind: 'command', command, ...beside };
  return { kind: 'variables', prefix: expand(getMember(tree, 'prefix')) ?? '', ...beside };
}

function reportSeveralSources({ findings }: ProjectFolder, tree: MapTree): void {
  const sources = ['prefix', 'fd', 'command'].filter((name) => tree.members.has(name));
  if (sources.length > 1)
    findings.push(
      createError('wrong-value', tree.span, `"credentials" has ${sources.map((name) => `"${name}"`).join(' and ')}`, {
        expected: 'one of: prefix, fd, command',
      }),
    );
}
