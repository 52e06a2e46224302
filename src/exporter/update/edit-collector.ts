import type { Address } from '../../model/address.ts';
import type { SourceRange, SourceValue } from '../../model/definition/source-value.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { CompareOptions } from '../../schema/compare/normal-form.ts';
import type { ExportPart } from '../encode/export-part.ts';
import { createEdit, findLineStart, type TextEdit } from './text-edit.ts';

/** `elsewhere`: written in a file that lies below another one. `layout`: written in a way that cannot be taken apart. */
export type SkipReason =
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
export class EditCollector {
  readonly compareOptions: CompareOptions;
  readonly edits: TextEdit[] = [];
  /** Files that hold one value each, with their new texts. */
  readonly sideFiles = new Map<string, string>();
  readonly left: Problem[] = [];
  readonly #address: Address;
  readonly #isOpen: (path: string) => boolean;

  constructor(address: Address, compareOptions: CompareOptions, canChangeFile: (path: string) => boolean) {
    this.#address = address;
    this.compareOptions = compareOptions;
    this.#isOpen = canChangeFile;
  }

  /** `written` is what the edit is about. An anchor that is used elsewhere must not go with it. */
  addEdit(written: SourceValue, addEdit: TextEdit): void {
    if (hasSharedAnchor(addEdit)) this.skipValue(written, 'shared');
    else this.edits.push(addEdit);
  }

  replace(written: SourceValue, start: number, end: number, replacement: string): void {
    this.addEdit(written, createEdit(written.at, start, end, replacement));
  }

  replaceSideFile(path: string, text: string): void {
    this.sideFiles.set(path, text);
  }

  /** Whether a value may be changed where it is written; if not, that is told. A map that stays one is asked about member by member. */
  canChange(written: SourceValue, part: ExportPart | undefined): boolean {
    const isHolder = written.kind === 'map' && part?.kind === 'map';
    const reason = written.fixed ?? (isHolder || this.#isOpen(written.at.path) ? undefined : 'elsewhere');
    if (reason !== undefined) this.skipValue(written, part?.kind === 'secret' ? 'secret' : reason);
    return reason === undefined;
  }

  /** Takes back all edits. */
  withdrawEdits(): void {
    const [first] = this.edits.splice(0);
    this.sideFiles.clear();
    if (first) this.#leaveAt(first, 'layout');
  }

  reportUndeclared(): void {
    this.left.push({
      code: 'left-as-written',
      severity: 'warning',
      message: `${this.#address}: no file says it, and a plan would delete it`,
      hint: `tenon export --type ${this.#address.replace(/\/.*$/s, '')} shows how to declare it.`,
    });
  }

  skipValue({ at }: SourceValue, reason: SkipReason): true {
    this.#leaveAt(at, reason);
    return true;
  }

  #leaveAt(at: Pick<SourceRange, 'name' | 'text' | 'start'>, reason: SkipReason): void {
    const line = at.text.slice(0, at.start).split('\n').length;
    const column = at.start - findLineStart(at.text, at.start) + 1;
    this.left.push({
      code: 'left-as-written',
      severity: 'warning',
      message: `${this.#address}: ${SKIP_TEXTS[reason].message}`,
      place: { kind: 'file', file: at.name, line, column },
      hint: SKIP_TEXTS[reason].hint,
    });
  }
}

const ANCHOR = /(?<=^|[\s,[{:-])&([^\s,[\]{}]+)/g;

const hasSharedAnchor = ({ text, start, end }: TextEdit): boolean =>
  [...text.slice(start, end).matchAll(ANCHOR)].some(([, name]) => {
    const alias = `*${name}`;
    return text.slice(0, start).includes(alias) || text.slice(end).includes(alias);
  });

const SKIP_TEXTS: Readonly<Record<SkipReason, { readonly message: string; readonly hint: string }>> = {
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
