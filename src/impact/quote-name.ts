const MAX_NAME = 60;

/** Prepares a name for a sentence: without control characters and line breaks, and not too long. */
export function quoteName(name: string): string {
  const clean = name.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ').trim();
  return clean.length > MAX_NAME ? `${[...clean].slice(0, MAX_NAME - 1).join('')}…` : clean;
}

const MAX_NAMES = 3;

/** Lists names for a sentence: `post-login, pre-user-registration and 2 more`. */
export function quoteNames(names: readonly string[]): string {
  const shown = names.slice(0, MAX_NAMES).map(quoteName).join(', ');
  return names.length > MAX_NAMES ? `${shown} and ${names.length - MAX_NAMES} more` : shown;
}

/** Adds a detail to a sentence: `Another address (localhost).` */
export const addDetail = (sentence: string, detail: string): string => `${sentence.replace(/\.$/, '')} (${detail}).`;
