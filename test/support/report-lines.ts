/** Lines of a report that are not blank: the last one sums it up. */
export const listLines = (report: string): readonly string[] => report.split('\n').filter((line) => line.trim() !== '');

export const getLastLine = (report: string): string => listLines(report).at(-1) ?? '';

/** The numbers in a text, in their order: what a summary counts, in whatever words. */
export const extractNumbers = (text: string): readonly number[] => [...text.matchAll(/(?<![\w.-])\d+/g)].map(Number);

/** What heads the block of each resource: its sign and its address. */
export const extractHeadings = (report: string): readonly string[] =>
  [...report.matchAll(/^ {0,2}([-+~±]) (\S+?\/.+?)(?: {2}.*)?$/gm)].map(([, sign, address]) => `${sign} ${address}`);

/** The line of a plan's summary that counts changes and requests. */
export const findCountsLine = (report: string): string => listLines(report).findLast((line) => line.includes(' · ')) ?? '';
