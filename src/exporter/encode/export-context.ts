import type { Address } from '../../model/address.ts';
import type { JsonValue } from '../../model/json/json-value.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import type { ReferenceContext } from '../../resources/identity/resource-names.ts';
import type { CompareOptions } from '../../schema/compare/normal-form.ts';
import type { Shape } from '../../schema/schema-shape.ts';
import type { ExportPart } from './export-part.ts';
import type { OmissionLog, OmissionReason } from './omissions.ts';

/** What the conversion of one resource needs. */
export interface ExportContext {
  readonly type: string;
  readonly address: Address;
  readonly references: ReferenceContext;
  readonly full: boolean;
  readonly notebook: OmissionLog;
  /** Converts a nested value; passed in, because the converters call each other. */
  readonly toPart: PartConverter;
}

/** See `toValuePart`. */
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

/** Records something that the schema doesn't describe and that is exported nevertheless. */
export function noteKept(
  { type, address, notebook }: ExportContext,
  reason: 'kept-field' | 'kept-value',
  path: string,
  value?: string,
): void {
  notebook.recordOmission({ type, address, reason, path, ...omitUndefined({ value }) });
}

/** Compares as a plan does: references by key. */
export const createCompareOptions = (context: ExportContext, secrets: ReadonlySet<string> = new Set()): CompareOptions => ({
  reference: context.references.names.toKey,
  secrets,
  defaults: true,
});

/**
 * How much of a value a later comparison needs. `least`: members are compared one by one, so defaults can be left out. `whole`: an item of
 * a list, which is compared as a whole. `exact`: a list that contains secrets, which is compared literally, except for references.
 */
export type Fidelity = 'least' | 'whole' | 'exact';
