import type { JsonValue } from '../../model/json/json-value.ts';
import type { Answer } from '../http/answer.ts';
import type { Tenant } from '../state/tenant.ts';
import type { Query } from './query.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One authorized, validated request. */
export interface Call {
  readonly tenant: Tenant;
  readonly method: Method;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
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
  readonly method: Method;
  /** As in the API's reference, below `/api/v2`: `/roles/{id}/permissions`. */
  readonly path: string;
  /** Any one of these suffices. */
  readonly scopes: readonly string[];
  /** Further needs that depend on the request, each one satisfied by any one of its scopes. */
  readonly alsoNeeds?: (call: Call) => readonly (readonly string[])[];
  readonly handle: (call: Call) => Answer;
}

export const param = (call: Call, name: string): string => call.params[name] ?? '';
