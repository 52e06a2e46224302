import type { JsonValue } from '../json/json.ts';

/** A range of a file's text. */
export interface Spot {
  readonly path: string;
  /** As a person calls the file. */
  readonly name: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Why a value cannot be changed where it stands: it comes from elsewhere, or stands for more than one thing. */
export type Fixed = 'substitution' | 'shared';

/** A declared value and where it is written: what it takes to change it in its file, and nothing else of that file. */
export type Written = WrittenScalar | WrittenList | WrittenMap;

interface Place {
  readonly at: Spot;
  readonly value: JsonValue;
  readonly fixed?: Fixed;
}

export interface WrittenScalar extends Place {
  readonly kind: 'scalar';
  /** The file whose whole text is the value. */
  readonly side?: { readonly path: string; readonly name: string };
}

export interface WrittenList extends Place {
  readonly kind: 'list';
  readonly items: readonly Written[];
}

export interface WrittenMap extends Place {
  readonly kind: 'map';
  readonly members: ReadonlyMap<string, WrittenMember>;
  /** Members that hold although no file says so: there is no place to change them. */
  readonly unwritten: ReadonlySet<string>;
}

export interface WrittenMember {
  readonly key: Spot;
  readonly value: Written;
}
