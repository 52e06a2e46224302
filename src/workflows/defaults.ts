/** Definition file to use if none is given. */
export const DEFAULT_DEFINITION_FILE = 'tenant.yaml';

/** File that keeps the state of the embedded emulator if none is given. */
export const DEFAULT_EMULATOR_STATE = '.tenon/emulator.json';

/** Seven days, in seconds. */
export const DEFAULT_CACHE_MAX_AGE = 7 * 86_400;

/** File that lists the tenants of a project. */
export const DEFAULT_PROJECT_FILE = 'tenon.yaml';

/** File that keeps the state of the embedded emulator that stands in for a tenant of a project. */
export const getEmulatorStateFile = (target: string): string => `.tenon/emulator-${target}.json`;
