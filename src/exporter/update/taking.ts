import type { Address } from '../../model/address.ts';
import type { Spot, Written } from '../../model/definition/written.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Reading } from '../../schema/compare/normal.ts';
import type { Part } from '../encode/part.ts';
import { type Edit, editOf, lineStart } from './edit.ts';

/** `elsewhere`: written in a file that lies below another one. `layout`: written in a way that cannot be taken apart. */
export type LeftWhy =
  | 'substitution'
  | 'shared'
  | 'secret'
  | 'elsewhere'
  | 'layout'
  | 'key'
  | 'absent'
  | 'attached'
  | 'unwritten'
  | 'draft';

/** What is gathered while values are taken over: the edits to make, and what must be done by hand. */
export class Taking {
  readonly reading: Reading;
  readonly edits: Edit[] = [];
  /** Files that hold one value each, with their new texts. */
  readonly sides = new Map<string, string>();
  readonly left: Problem[] = [];
  readonly #address: Address;
  readonly #isOpen: (path: string) => boolean;

  constructor(address: Address, reading: Reading, isOpen: (path: string) => boolean) {
    this.#address = address;
    this.reading = reading;
    this.#isOpen = isOpen;
  }

  /** `written` is what the edit is about. An anchor that is used elsewhere must not go with it. */
  edit(written: Written, edit: Edit): void {
    if (isAnchored(edit)) this.leave(written, 'shared');
    else this.edits.push(edit);
  }

  replace(written: Written, start: number, end: number, by: string): void {
    this.edit(written, editOf(written.at, start, end, by));
  }

  replaceSide(path: string, text: string): void {
    this.sides.set(path, text);
  }

  /** Whether a value may be changed where it is written; if not, that is told. A map that stays one is asked about member by member. */
  mayChange(written: Written, part: Part | undefined): boolean {
    const isHolder = written.kind === 'map' && part?.kind === 'map';
    const why = written.fixed ?? (isHolder || this.#isOpen(written.at.path) ? undefined : 'elsewhere');
    if (why !== undefined) this.leave(written, part?.kind === 'secret' ? 'secret' : why);
    return why === undefined;
  }

  /** Takes back all edits. */
  withdraw(): void {
    const [first] = this.edits.splice(0);
    this.sides.clear();
    if (first) this.#leaveAt(first, 'layout');
  }

  leaveUndeclared(): void {
    this.left.push({
      code: 'left-as-written',
      severity: 'warning',
      message: `${this.#address}: no file says it, and a plan would delete it`,
      hint: `tenon export --type ${this.#address.replace(/\/.*$/s, '')} shows how to declare it.`,
    });
  }

  leave({ at }: Written, why: LeftWhy): true {
    this.#leaveAt(at, why);
    return true;
  }

  #leaveAt(at: Pick<Spot, 'name' | 'text' | 'start'>, why: LeftWhy): void {
    const line = at.text.slice(0, at.start).split('\n').length;
    const column = at.start - lineStart(at.text, at.start) + 1;
    this.left.push({
      code: 'left-as-written',
      severity: 'warning',
      message: `${this.#address}: ${WHY[why].message}`,
      place: { kind: 'file', file: at.name, line, column },
      hint: WHY[why].hint,
    });
  }
}

const ANCHOR = /(?<=^|[\s,[{:-])&([^\s,[\]{}]+)/g;

const isAnchored = ({ text, start, end }: Edit): boolean =>
  [...text.slice(start, end).matchAll(ANCHOR)].some(([, name]) => {
    const alias = `*${name}`;
    return text.slice(0, start).includes(alias) || text.slice(end).includes(alias);
  });

const WHY: Readonly<Record<LeftWhy, { readonly message: string; readonly hint: string }>> = {
  substitution: {
    message: 'a value that comes from a substitution or a marker differs',
    hint: 'Change it where it comes from, or write the value here.',
  },
  shared: {
    message: 'a value that an alias shares with others differs',
    hint: 'Change it at its anchor for all of them, or write it out here.',
  },
  secret: { message: 'a secret differs', hint: 'Set it where it comes from: the file is no place for it.' },
  elsewhere: {
    message: 'a value differs that an earlier file says, which other definitions may share',
    hint: 'Change it there, or say it in the last file as well.',
  },
  layout: { message: 'a value differs that is written in a way which cannot be changed in part', hint: 'Change it by hand.' },
  key: {
    message: 'its name differs, and others may refer to it by the name that it has here',
    hint: 'Rename it by hand, together with the references to it.',
  },
  attached: {
    message: 'keys or certificates differ, and the tenant does not show all that stands here',
    hint: 'Change the list by hand, or apply to set the tenant right.',
  },
  unwritten: {
    message: 'a value differs that holds although no file says it',
    hint: 'Write it out here, then accept it.',
  },
  draft: {
    message: 'the tenant has a draft that is not in effect; nothing of it is accepted',
    hint: 'Put it into effect in the tenant and accept it then, or name one field: tenon drift --accept actions/Greet.code',
  },
  absent: { message: 'the tenant does not have it', hint: 'Remove it by hand.' },
};
