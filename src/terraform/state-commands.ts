/** Renders the commands that make Terraform forget resources without deleting them. */
export const renderForgetCommands = (addresses: readonly string[]): string =>
  [
    '#!/bin/sh',
    '# Makes Terraform forget what tenon manages now. Deletes nothing in the tenant.',
    '# Run it once `tenon plan` shows no changes, and remove the blocks from the .tf files in the same change.',
    'set -e',
    ...addresses.map((address) => `terraform state rm ${quoteForShell(address)}`),
    '',
  ].join('\n');

/** Control characters cannot be part of an address; they would only hide something from the reader of the file. */
const quoteForShell = (text: string): string => `'${text.replace(/[\p{Cc}\u2028\u2029]/gu, '').replaceAll("'", `'\\''`)}'`;
