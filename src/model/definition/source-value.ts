import type { JsonValue } from '../json/json-value.ts';

/** A range of a file's text, in UTF-16 code units. */
export interface SourceRange {
  readonly path: string;
  /** The file's name for messages. */
  readonly name: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Why a value cannot be edited in place: a substitution produces it, or several places share it (a YAML anchor). */
export type UneditableReason = 'substitution' | 'shared';

/** A declared value and where it is written: enough to edit that value in its file and leave the rest untouched. */
export type SourceValue = SourceScalar | SourceList | SourceMap;

interface SourceNode {
  readonly at: SourceRange;
  readonly value: JsonValue;
  readonly fixed?: UneditableReason;
}

export interface SourceScalar extends SourceNode {
  readonly kind: 'scalar';
  /** The file whose entire text is the value, such as an action's code. */
  readonly companionFile?: { readonly path: string; readonly name: string };
}

export interface SourceList extends SourceNode {
  readonly kind: 'list';
  readonly items: readonly SourceValue[];
}

export interface SourceMap extends SourceNode {
  readonly kind: 'map';
  readonly members: ReadonlyMap<string, SourceMember>;
  /** Members that are implied and not written in any file, so they cannot be edited. */
  readonly impliedMembers: ReadonlySet<string>;
}

export interface SourceMember {
  readonly key: SourceRange;
  readonly value: SourceValue;
}
