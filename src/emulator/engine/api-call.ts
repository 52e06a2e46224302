import type { JsonValue } from '../../model/json/json-value.ts';
import type { Answer } from '../http/http-answer.ts';
import type { EmulatedTenant } from '../state/emulated-tenant.ts';
import type { QueryParameters } from './query-parameters.ts';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One authorized, validated request. */
export interface ApiCall {
  readonly tenant: EmulatedTenant;
  readonly method: HttpMethod;
  readonly params: Readonly<Record<string, string>>;
  readonly query: QueryParameters;
  /** Checked against the operation's schema; `undefined` where nothing was sent. */
  readonly body: JsonValue | undefined;
  readonly scopes: ReadonlySet<string>;
  /** The client that holds the token. */
  readonly clientId: string;
  /** Scheme, host and port that the API was called at. */
  readonly origin: string;
  /** The custom domain that a request is made for (`auth0-custom-domain`). */
  readonly customDomain: string | undefined;
}

export interface Route {
  readonly method: HttpMethod;
  /** As in the API's reference, below `/api/v2`: `/roles/{id}/permissions`. */
  readonly path: string;
  /** Any one of these suffices. */
  readonly scopes: readonly string[];
  /** Further needs that depend on the request, each one satisfied by any one of its scopes. */
  readonly alsoNeeds?: (call: ApiCall) => readonly (readonly string[])[];
  readonly handle: (call: ApiCall) => Answer;
}

export const getPathParameter = (call: ApiCall, name: string): string => call.params[name] ?? '';
