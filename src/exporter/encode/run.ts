import type { Address } from '../../model/address.ts';
import type { JsonValue } from '../../model/json/json.ts';
import type { Known } from '../../resources/names.ts';
import type { Reading } from '../../schema/compare/normal.ts';
import type { Shape } from '../../schema/walk.ts';
import type { Notebook, Reason } from './left-out.ts';
import type { Part } from './part.ts';

/** What one resource is turned into parts with. */
export interface Run {
  readonly type: string;
  readonly address: Address;
  readonly known: Known;
  readonly full: boolean;
  readonly notebook: Notebook;
  /** Turns a value inside of another one into a part. */
  readonly toPart: ToPart;
}

/** A live value in the words of a definition; undefined where there is nothing to say. `keep`: members that stay whatever they hold. */
export type ToPart = (
  run: Run,
  shape: Shape | undefined,
  value: JsonValue,
  path: string,
  care: Care,
  keep?: ReadonlySet<string>,
) => Part | undefined;

export function leaveOut({ type, address, notebook }: Run, reason: Reason, path: string): undefined {
  notebook.leaveOut({ type, address, reason, path });
}

/** Something that no schema describes, and that is kept all the same. */
export function noteKept(
  { type, address, notebook }: Run,
  reason: 'kept-field' | 'kept-value',
  path: string,
  value?: string,
): void {
  notebook.leaveOut({ type, address, reason, path, ...(value === undefined ? {} : { value }) });
}

/** References read as keys, as in a plan. */
export const readingOf = (run: Run, secrets: ReadonlySet<string> = new Set()): Reading => ({
  reference: run.known.names.reads,
  secrets,
  defaults: true,
});

/**
 * How much of a value must be kept for a comparison to find it the same. `least`: members are compared one by one, so that those which the
 * API fills in can go. `whole`: an item of a list, which is compared as a whole. `exact`: a list with secrets in it, compared to the letter.
 */
export type Care = 'least' | 'whole' | 'exact';
