/** Gives names out once each: a second one of a name, letter case aside, gets a number. */
export function createNameAllocator(separator: string): (stem: string, ending?: string) => string {
  const taken = new Set<string>();
  return (stem, ending = '') => {
    let name = `${stem}${ending}`;
    for (let count = 2; taken.has(foldCase(name)); count += 1) name = `${stem}${separator}${count}${ending}`;
    taken.add(foldCase(name));
    return name;
  };
}

/** What file systems that do not tell letter case or forms of a character apart would take for the same. */
const foldCase = (name: string): string => name.normalize('NFKC').toUpperCase().toLowerCase();
