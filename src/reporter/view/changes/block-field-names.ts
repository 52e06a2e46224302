import type { ResourceBlock } from './resource-blocks.ts';

/** The names of the fields that a block changes, each once. */
export const listBlockFields = ({ created, parts }: ResourceBlock): readonly string[] => [
  ...new Set([...Object.keys(created), ...parts.flatMap(({ entries }) => entries.map(({ name }) => name))]),
];
