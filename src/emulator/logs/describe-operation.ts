import type { HttpMethod } from '../engine/api-call.ts';

const VERBS: Readonly<Record<HttpMethod, string>> = { GET: 'Get', POST: 'Create', PUT: 'Set', PATCH: 'Update', DELETE: 'Delete' };
const RELATION_VERBS: Readonly<Record<HttpMethod, string>> = {
  ...VERBS,
  POST: 'Add',
  DELETE: 'Remove',
};

const toWords = (step: string): string => step.replaceAll(/[-_]/g, ' ');

const toSingular = (text: string): string => {
  if (text.endsWith('ies')) return `${text.slice(0, -3)}y`;
  return text.endsWith('s') && !text.endsWith('ss') && !text.endsWith('settings') ? text.slice(0, -1) : text;
};

const addArticle = (noun: string): string => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;

const isWord = (step: string): boolean => !step.startsWith('{');

/** Builds the description of a log event: `POST /roles` → "Create a role". */
export function describeOperation(method: HttpMethod, path: string): string {
  const steps = path.split('/').slice(1);
  const nouns = steps.filter(isWord);
  const owners = nouns.slice(0, -1);
  const [first = '', ...rest] = steps;
  if (nouns.length === 1) return `${VERBS[method]} ${addArticle(toSingular(toWords(first)))}`;
  if (!rest.some((step) => !isWord(step)))
    return `${VERBS[method]} ${owners.map(toWords).join(' ')} ${toWords(nouns.at(-1) ?? '')}`;
  return `${RELATION_VERBS[method]} ${toWords(nouns.at(-1) ?? '')} of ${addArticle(owners.map(toWords).map(toSingular).join(' '))}`;
}
