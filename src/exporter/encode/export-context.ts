import type { Address } from '../../model/address.ts';
import type { JsonValue } from '../../model/json/json-value.ts';
import type { ReferenceContext } from '../../resources/resource-names.ts';
import type { CompareOptions } from '../../schema/compare/normal-form.ts';
import type { Shape } from '../../schema/schema-shape.ts';
import type { ExportPart } from './export-part.ts';
import type { OmissionLog, OmissionReason } from './omissions.ts';

/** What one resource is turned into parts with. */
export interface ExportContext {
  readonly type: string;
  readonly address: Address;
  readonly references: ReferenceContext;
  readonly full: boolean;
  readonly notebook: OmissionLog;
  /** Turns a value inside of another one into a part. */
  readonly toPart: PartConverter;
}

/** A live value in the words of a definition; undefined where there is nothing to say. `keep`: members that stay whatever they hold. */
export type PartConverter = (
  context: ExportContext,
  shape: Shape | undefined,
  value: JsonValue,
  path: string,
  fidelity: Fidelity,
  keep?: ReadonlySet<string>,
) => ExportPart | undefined;

export function omitValue({ type, address, notebook }: ExportContext, reason: OmissionReason, path: string): undefined {
  notebook.recordOmission({ type, address, reason, path });
}

/** Something that no schema describes, and that is kept all the same. */
export function noteKept(
  { type, address, notebook }: ExportContext,
  reason: 'kept-field' | 'kept-value',
  path: string,
  value?: string,
): void {
  notebook.recordOmission({ type, address, reason, path, ...(value === undefined ? {} : { value }) });
}

/** References read as keys, as in a plan. */
export const createCompareOptions = (context: ExportContext, secrets: ReadonlySet<string> = new Set()): CompareOptions => ({
  reference: context.references.names.toKey,
  secrets,
  defaults: true,
});

/**
 * How much of a value must be kept for a comparison to find it the same. `least`: members are compared one by one, so that those which the
 * API fills in can go. `whole`: an item of a list, which is compared as a whole. `exact`: a list with secrets in it, compared to the letter.
 */
export type Fidelity = 'least' | 'whole' | 'exact';
