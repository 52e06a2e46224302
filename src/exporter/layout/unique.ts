/** Gives names out once each: a second one of a name, letter case aside, gets a number. */
export function uniqueNames(separator: string): (stem: string, ending?: string) => string {
  const given = new Set<string>();
  return (stem, ending = '') => {
    let name = `${stem}${ending}`;
    for (let count = 2; given.has(folded(name)); count += 1) name = `${stem}${separator}${count}${ending}`;
    given.add(folded(name));
    return name;
  };
}

/** What file systems that do not tell letter case or forms of a character apart would take for the same. */
const folded = (name: string): string => name.normalize('NFKC').toUpperCase().toLowerCase();
