/** The output formats of each document; the first one is the default. */
export const FORMATS = {
  plan: ['text', 'markdown', 'html', 'json', 'github'],
  drift: ['text', 'markdown', 'html', 'json', 'junit', 'sarif'],
  check: ['text', 'markdown', 'json', 'sarif', 'junit'],
  result: ['text', 'markdown', 'html', 'json'],
  fleet: ['text', 'markdown', 'html', 'json'],
  who: ['text', 'markdown', 'json'],
} as const;

export type PlanFormat = (typeof FORMATS.plan)[number];
export type DriftFormat = (typeof FORMATS.drift)[number];
export type CheckFormat = (typeof FORMATS.check)[number];
export type ResultFormat = (typeof FORMATS.result)[number];
export type FleetFormat = (typeof FORMATS.fleet)[number];
export type WhoFormat = (typeof FORMATS.who)[number];
