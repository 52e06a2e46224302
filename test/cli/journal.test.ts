import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JournalFile, parseJournal } from '../../src/workflows/runs/journal-file.ts';
import { getRunParameters } from '../support/run-parameters.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

const buildBeganEntry = (id: string) => ({ entry: 'began', id, action: 'create', address: `roles/${id}` }) as const;
const buildEndedEntry = (id: string) => ({ entry: 'ended', id, status: 'done', liveId: `rol_${id}` }) as const;

describe('the journal', () => {
  it('holds every line whose promise was kept, in the order in which they came', async () => {
    const file = join(createTemporaryFolder({}), 'journal.jsonl');
    const journal = await JournalFile.create(file);
    const ids = Array.from({ length: 200 }, (_, n) => `${n}`);
    await Promise.all(
      ids.map(async (id) => {
        await journal.append(buildBeganEntry(id));
        const read = parseJournal(readFileSync(file, 'utf8'));
        expect(read.ok && read.value.some((entry) => entry.entry === 'began' && entry.id === id)).toBe(true);
        await journal.append(buildEndedEntry(id));
      }),
    );
    await journal.close();
    const read = parseJournal(readFileSync(file, 'utf8'));
    const entries = read.ok ? read.value : [];
    expect(entries.flatMap((entry) => (entry.entry === 'ended' ? [entry.id] : [])).sort()).toEqual([...ids].sort());
  });

  it('never takes the place of another one', async () => {
    const file = join(createTemporaryFolder({ 'journal.jsonl': '' }), 'journal.jsonl');
    await expect(JournalFile.create(file)).rejects.toThrow('EEXIST');
  });

  it('cut off anywhere is read up to its last whole line', () => {
    const lines = ['1', '2', 'ä "3"\n']
      .flatMap((id) => [buildBeganEntry(id), buildEndedEntry(id)])
      .map((entry) => `${JSON.stringify(entry)}\n`);
    const text = lines.join('');
    fc.assert(
      fc.property(fc.nat({ max: text.length }), (at) => {
        const read = parseJournal(text.slice(0, at));
        const whole = text.slice(0, at).split('\n').length - 1;
        expect(read).toMatchObject({ ok: true });
        expect(read.ok && read.value.length).toBe(whole);
      }),
      getRunParameters(100),
    );
  });

  it('damaged in between says where', () => {
    const text = [JSON.stringify(buildBeganEntry('1')), '{"entry":"began"', JSON.stringify(buildEndedEntry('1')), ''].join('\n');
    expect(parseJournal(text)).toEqual({ ok: false, error: 2 });
  });

  it('reads whatever it is given', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.json(), fc.string())), (lines) => {
        expect(typeof parseJournal(lines.join('\n')).ok).toBe('boolean');
      }),
      getRunParameters(300),
    );
  });
});
