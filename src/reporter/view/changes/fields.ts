import type { Block } from './blocks.ts';

/** The names of the fields that a block changes, each once. */
export const fieldNames = ({ created, parts }: Block): readonly string[] => [
  ...new Set([...Object.keys(created), ...parts.flatMap(({ entries }) => entries.map(({ name }) => name))]),
];
