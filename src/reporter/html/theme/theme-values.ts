import { type JsonObject, toJsonObject } from '../../../model/json/json-value.ts';
import { getValueAt, toPointer } from '../../../model/json/pointer.ts';

/**
 * Reads values of a theme for use in CSS. What is no color, no number and no word of the list is replaced, so nothing that a tenant or a
 * definition contains becomes part of a style as it is.
 */
export interface ThemeReader {
  readonly readColor: (group: string, name: string, otherwise: string) => string;
  /** Reads a number and forces it into the range. */
  readonly readNumber: (steps: readonly string[], range: NumberRange) => number;
  readonly readWord: <const Word extends string>(group: string, name: string, words: readonly [Word, ...Word[]]) => Word;
  readonly isOn: (...steps: readonly string[]) => boolean;
  readonly isSet: (group: string, name: string) => boolean;
}

interface NumberRange {
  readonly least: number;
  readonly most: number;
  readonly otherwise: number;
}

/** The form that the API requires of a theme's colors. */
const COLOR = /^#(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/i;

export function createThemeReader(theme: JsonObject | undefined): ThemeReader {
  const read = (steps: readonly string[]): unknown => getValueAt(toJsonObject(theme), toPointer(steps));
  return {
    readColor: (group, name, otherwise) => {
      const value = read([group, name]);
      return typeof value === 'string' && COLOR.test(value) ? value : otherwise;
    },
    readNumber: (steps, { least, most, otherwise }) => {
      const value = read(steps);
      return typeof value === 'number' && Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : otherwise;
    },
    readWord: (group, name, words) => words.find((word) => word === read([group, name])) ?? words[0],
    isOn: (...steps) => read(steps) === true,
    isSet: (group, name) => ![undefined, null, ''].some((unset) => unset === read([group, name])),
  };
}
