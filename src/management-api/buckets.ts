import type { ApiRequest } from './types.ts';

/** Endpoints that Auth0 counts apart from the rest. */
export const bucketOf = (_request: Pick<ApiRequest, 'method' | 'path' | 'query'>): string => 'default';
