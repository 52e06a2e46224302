import { createError, type LoadFinding } from '../loader/findings.ts';
import { getMember, hideFromExcerpts, type MapTree, type Tree } from '../loader/text/definition-tree.ts';

/** Narrower than the names for which a definition masks values: a column `key` is usually no secret. */
const SECRET_FIELD = /secret|passw|passphrase|private_?key|signing_?key|access_?token|credential/i;

export const isSecretField = (name: string): boolean => SECRET_FIELD.test(name);

export const SECRET_ADVICE = {
  hint:
    'Remove it from the file and replace the secret in Auth0, since it may be in the history of git. Take it from a variable ' +
    '(credentials: { prefix: DEV_ }) or a program (credentials: { command: [op, read, …] }).',
};

/** Finds secrets in a project file, which is in git. Their values are hidden from every excerpt. */
export const findMisplacedSecrets = (root: MapTree): readonly LoadFinding[] =>
  listHolders(root).flatMap((holder) =>
    [...holder.members].flatMap(([name, { key, value }]) => {
      if (!isSecretField(name) || name === 'credentials') return [];
      hideFromExcerpts(value);
      return [createError('project-secret', key, `"${name}" is a secret, and this file is not the place for it`, SECRET_ADVICE)];
    }),
  );

/** Lists the maps in which a secret might be written. Other members, such as `require`, have names of secrets as keys. */
function listHolders(root: MapTree): readonly MapTree[] {
  const environments = getMember(root, 'environments');
  const tenants = [...(environments?.kind === 'map' ? listMembers(environments) : []), getMember(root, 'fleet')];
  const nested = tenants.flatMap((tenant) => [tenant, getMember(tenant, 'credentials'), getMember(tenant, 'each')]);
  return [root, ...nested].filter((tree) => tree?.kind === 'map');
}

const listMembers = ({ members }: MapTree): readonly Tree[] => [...members.values()].map(({ value }) => value);
