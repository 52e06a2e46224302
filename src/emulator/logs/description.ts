import type { Method } from '../engine/call.ts';

const VERBS: Readonly<Record<Method, string>> = { GET: 'Get', POST: 'Create', PUT: 'Set', PATCH: 'Update', DELETE: 'Delete' };
const RELATION_VERBS: Readonly<Record<Method, string>> = {
  ...VERBS,
  POST: 'Add',
  DELETE: 'Remove',
};

const words = (step: string): string => step.replaceAll(/[-_]/g, ' ');

const singular = (text: string): string => {
  if (text.endsWith('ies')) return `${text.slice(0, -3)}y`;
  return text.endsWith('s') && !text.endsWith('ss') && !text.endsWith('settings') ? text.slice(0, -1) : text;
};

const withArticle = (noun: string): string => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;

const isWord = (step: string): boolean => !step.startsWith('{');

/** `POST /roles` → "Create a role"; `DELETE /roles/{id}/permissions` → "Remove permissions of a role". */
export function descriptionOf(method: Method, path: string): string {
  const steps = path.split('/').slice(1);
  const nouns = steps.filter(isWord);
  const owners = nouns.slice(0, -1);
  const [first = '', ...rest] = steps;
  if (nouns.length === 1) return `${VERBS[method]} ${withArticle(singular(words(first)))}`;
  if (!rest.some((step) => !isWord(step))) return `${VERBS[method]} ${owners.map(words).join(' ')} ${words(nouns.at(-1) ?? '')}`;
  return `${RELATION_VERBS[method]} ${words(nouns.at(-1) ?? '')} of ${withArticle(owners.map(words).map(singular).join(' '))}`;
}
