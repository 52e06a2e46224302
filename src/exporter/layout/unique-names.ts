/** Creates a function that returns each name once. A repeated name, ignoring case, gets a number: `users`, `users-2`. */
export function createNameAllocator(separator: string): (stem: string, ending?: string) => string {
  const taken = new Set<string>();
  return (stem, ending = '') => {
    let name = `${stem}${ending}`;
    for (let count = 2; taken.has(foldCase(name)); count += 1) name = `${stem}${separator}${count}${ending}`;
    taken.add(foldCase(name));
    return name;
  };
}

/** Maps names to the same text that a file system might treat as equal: some ignore case, some normalize Unicode. */
const foldCase = (name: string): string => name.normalize('NFKC').toUpperCase().toLowerCase();
