import type { JsonValue } from '../json/json-value.ts';

/** A range of a file's text. */
export interface SourceRange {
  readonly path: string;
  /** As a person calls the file. */
  readonly name: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Why a value cannot be changed where it stands: it comes from elsewhere, or stands for more than one thing. */
export type UneditableReason = 'substitution' | 'shared';

/** A declared value and where it is written: what it takes to change it in its file, and nothing else of that file. */
export type SourceValue = SourceScalar | SourceList | SourceMap;

interface SourceNode {
  readonly at: SourceRange;
  readonly value: JsonValue;
  readonly fixed?: UneditableReason;
}

export interface SourceScalar extends SourceNode {
  readonly kind: 'scalar';
  /** The file whose whole text is the value. */
  readonly companionFile?: { readonly path: string; readonly name: string };
}

export interface SourceList extends SourceNode {
  readonly kind: 'list';
  readonly items: readonly SourceValue[];
}

export interface SourceMap extends SourceNode {
  readonly kind: 'map';
  readonly members: ReadonlyMap<string, SourceMember>;
  /** Members that hold although no file says so: there is no place to change them. */
  readonly impliedMembers: ReadonlySet<string>;
}

export interface SourceMember {
  readonly key: SourceRange;
  readonly value: SourceValue;
}
