/** The secrets of the kept definitions. */
export const GOLDEN_ENV = { GOOGLE_CLIENT_SECRET: 'golden', INITECH_CLIENT_SECRET: 'golden' };
