import { readTextFile } from '../../disk/read-regular-file.ts';

/**
 * What tells a process from a later one of the same number: when it started, in ticks since the machine did. `ended` if it only waits to be
 * collected by its parent, which in many containers never happens. Undefined where the system does not show it. Source: proc(5), `/proc/PID/stat`.
 */
export function identifyProcess(pid: number): { readonly ended: boolean; readonly started: string } | undefined {
  try {
    const stat = readTextFile(`/proc/${pid}/stat`);
    // The name stands between brackets, and may hold some itself.
    const [state = '', ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { ended: state === 'Z' || state === 'X', started: fields[18] ?? '' };
  } catch {
    return undefined;
  }
}
