import type { JsonObject } from '../../model/json/json-value.ts';

/** One instance of a resource in a Terraform state. */
export interface StateResource {
  /** Terraform's address: `module.login.auth0_client.shop["eu"]`. */
  readonly address: string;
  /** Type of the resource: `auth0_client`. */
  readonly type: string;
  /** `data` sources are read by Terraform and not managed. */
  readonly mode: 'managed' | 'data';
  readonly attributes: JsonObject;
  /** Paths of the attributes that Terraform marks as sensitive, as `options.client_secret`, without the indexes of lists. */
  readonly sensitive: ReadonlySet<string>;
}
