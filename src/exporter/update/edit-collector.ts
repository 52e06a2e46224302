import type { Address } from '../../model/address.ts';
import type { SourceRange, SourceValue } from '../../model/definition/source-value.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { CompareOptions } from '../../schema/compare/normal-form.ts';
import type { ExportPart } from '../encode/export-part.ts';
import { createEdit, findLineStart, type TextEdit } from './text-edit.ts';

/** `elsewhere`: declared in an earlier file, which later files override. `layout`: the YAML has a form that cannot be edited in part. */
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

/** Collects the edits that write a resource's live values to files, and the differences that need a manual change. */
export class EditCollector {
  readonly compareOptions: CompareOptions;
  readonly edits: TextEdit[] = [];
  /** New texts of files that contain one value each, by path. */
  readonly sideFiles = new Map<string, string>();
  readonly left: Problem[] = [];
  readonly #address: Address;
  readonly #canChangeFile: (path: string) => boolean;

  constructor(address: Address, compareOptions: CompareOptions, canChangeFile: (path: string) => boolean) {
    this.#address = address;
    this.compareOptions = compareOptions;
    this.#canChangeFile = canChangeFile;
  }

  /** `written` is the value to edit. An edit must not remove an anchor that is used outside of its range. */
  addEdit(written: SourceValue, edit: TextEdit): void {
    if (hasSharedAnchor(edit)) this.skipValue(written, 'shared');
    else this.edits.push(edit);
  }

  replace(written: SourceValue, start: number, end: number, replacement: string): void {
    this.addEdit(written, createEdit(written.at, start, end, replacement));
  }

  replaceSideFile(path: string, text: string): void {
    this.sideFiles.set(path, text);
  }

  /** Whether a value can be changed in its file; reports it if not. A map that stays a map is checked member by member. */
  canChange(written: SourceValue, part: ExportPart | undefined): boolean {
    const staysMap = written.kind === 'map' && part?.kind === 'map';
    const reason = written.fixed ?? (staysMap || this.#canChangeFile(written.at.path) ? undefined : 'elsewhere');
    if (reason !== undefined) this.skipValue(written, part?.kind === 'secret' ? 'secret' : reason);
    return reason === undefined;
  }

  /** Discards all edits. */
  withdrawEdits(): void {
    const [first] = this.edits.splice(0);
    this.sideFiles.clear();
    if (first) this.#reportAt(first, 'layout');
  }

  reportUndeclared(): void {
    this.left.push({
      code: 'left-as-written',
      severity: 'warning',
      message: `${this.#address}: not declared in any file, and a plan would delete it`,
      hint: `Run tenon export --type ${this.#address.replace(/\/.*$/s, '')} and copy the declaration.`,
    });
  }

  skipValue({ at }: SourceValue, reason: SkipReason): true {
    this.#reportAt(at, reason);
    return true;
  }

  #reportAt(at: Pick<SourceRange, 'name' | 'text' | 'start'>, reason: SkipReason): void {
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
    message: 'a value from a substitution or a marker differs',
    hint: 'Change it at its source, or write the value here.',
  },
  shared: {
    message: 'a value shared by a YAML alias differs',
    hint: 'Change it at the anchor for all of its uses, or write the value here.',
  },
  secret: { message: 'a secret differs', hint: 'Change it at its source. Files must not contain secrets.' },
  elsewhere: {
    message: 'a value declared in an earlier file differs, and other definitions may share that file',
    hint: 'Change it there, or override it in the last file.',
  },
  layout: { message: 'a value differs, but the YAML has a form that cannot be edited in part', hint: 'Change it by hand.' },
  key: {
    message: 'the name differs, and other resources may refer to the name declared here',
    hint: 'Rename it by hand, together with the references to it.',
  },
  attached: {
    message: 'keys or certificates differ, and the API does not return all of their fields',
    hint: 'Change the list by hand, or apply to restore the declared keys.',
  },
  unwritten: {
    message: 'a value that tenon implies differs, and no file declares it',
    hint: 'Declare it here, then accept it.',
  },
  draft: {
    message: 'the tenant has a draft that is not active; none of it is accepted',
    hint: 'Deploy or publish it in the tenant, then accept it; or accept one field: tenon drift --accept actions/Greet.code',
  },
  absent: { message: 'the tenant does not have this resource', hint: 'Remove it by hand.' },
};
