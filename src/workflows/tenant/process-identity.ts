import { readTextFile } from '../../disk/read-regular-file.ts';

/**
 * Identifies a process by its start time, in clock ticks since boot, because process ids are reused. `ended`: it is a zombie that its
 * parent has not reaped, which in many containers never happens. Undefined: the system does not show it. Source: proc(5), `/proc/PID/stat`.
 */
export function identifyProcess(pid: number): { readonly ended: boolean; readonly started: string } | undefined {
  try {
    const stat = readTextFile(`/proc/${pid}/stat`);
    // The process name is in parentheses, and may contain some itself.
    const [state = '', ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { ended: state === 'Z' || state === 'X', started: fields[18] ?? '' };
  } catch {
    return undefined;
  }
}
