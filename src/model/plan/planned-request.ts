import type { JsonValue } from '../json/json-value.ts';

export type RequestMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * A request of a plan. `path` may contain names in braces, such as `{id}`, which `params` fills in. `body` and `params` may contain placeholders
 * (`placeholders.ts`).
 */
export interface PlannedRequest {
  readonly method: RequestMethod;
  readonly path: string;
  readonly params?: Readonly<Record<string, JsonValue>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: JsonValue;
  /** The answer contains a link that only one person may see. It is given to whoever receives tickets, and shown nowhere. */
  readonly ticket?: TicketMembers;
  /** Repeats the read until the resource meets this condition. */
  readonly until?: WaitCondition;
  /** The body is one entry of a file, which a job imports together with the others of its batch. */
  readonly batch?: PlannedBatch;
  /** The create of the resource contains this, too. It is sent only if that create was not answered, or its answer does not show it. */
  readonly carried?: true;
  /** Marks a read that lists versions, from which `$version` is resolved. */
  readonly versions?: VersionMembers;
}

/** The member of the response that contains the link of a ticket, and for how many seconds it is valid. */
export interface TicketMembers {
  readonly link: string;
  readonly seconds: number;
}

/** A batch of resources with the same owner. `owner` is its id, or a placeholder for it. */
export interface PlannedBatch {
  /** Address of the owner. */
  readonly id: string;
  readonly owner: JsonValue;
}

/** The member of the response that contains the versions, and the members of a version that contain its number and its id. */
export interface VersionMembers {
  readonly envelope: string;
  readonly number: string;
  readonly id: string;
}

/** The value of `member` once the tenant has finished processing a resource, and its values if processing failed. */
export interface WaitCondition {
  readonly member: string;
  readonly is: string;
  readonly fails: readonly string[];
}
