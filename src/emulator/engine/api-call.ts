import type { JsonValue } from '../../model/json/json-value.ts';
import type { Answer } from '../http/http-answer.ts';
import type { EmulatedTenant } from '../state/emulated-tenant.ts';
import type { QueryParameters } from './query-parameters.ts';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** An authorized and validated request, as endpoint handlers receive it. */
export interface ApiCall {
  readonly tenant: EmulatedTenant;
  readonly method: HttpMethod;
  readonly params: Readonly<Record<string, string>>;
  readonly query: QueryParameters;
  /** Validated against the operation's schema; `undefined` if there was no body. */
  readonly body: JsonValue | undefined;
  readonly scopes: ReadonlySet<string>;
  /** The client that the token was issued to. */
  readonly clientId: string;
  /** Scheme, host and port of the emulator. */
  readonly origin: string;
  /** Value of the `auth0-custom-domain` header. */
  readonly customDomain: string | undefined;
}

export interface Route {
  readonly method: HttpMethod;
  /** Path template of the API reference, without `/api/v2`: `/roles/{id}/permissions`. */
  readonly path: string;
  /** The token needs one of these scopes. */
  readonly scopes: readonly string[];
  /** Further required scopes, which depend on the request. The token needs one scope of each list. */
  readonly alsoNeeds?: (call: ApiCall) => readonly (readonly string[])[];
  /** The body is `multipart/form-data`, not JSON: an object of texts, by the names of the parts. */
  readonly multipart?: true;
  readonly handle: (call: ApiCall) => Answer;
}

export const getPathParameter = (call: ApiCall, name: string): string => call.params[name] ?? '';
