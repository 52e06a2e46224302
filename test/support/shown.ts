/** Lines of a report that are not blank: the last one sums it up. */
export const linesOf = (shown: string): readonly string[] => shown.split('\n').filter((line) => line.trim() !== '');

export const lastLine = (shown: string): string => linesOf(shown).at(-1) ?? '';

/** The numbers in a text, in their order: what a summary counts, in whatever words. */
export const numbersIn = (text: string): readonly number[] => [...text.matchAll(/(?<![\w.-])\d+/g)].map(Number);

/** What heads the block of each resource: its sign and its address. */
export const headings = (shown: string): readonly string[] =>
  [...shown.matchAll(/^([-+~±]) (\S+?\/.+?)(?: {2}.*)?$/gm)].map(([, sign, address]) => `${sign} ${address}`);
