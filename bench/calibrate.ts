const ROUNDS = 20;
const ITEMS = 20_000;

/**
 * CPU seconds of a fixed piece of work that resembles tenon's: it makes, writes and parses many small objects. Measured beside the commands, so
 * that ratios of two machines can be compared.
 */
export function calibrate(): number {
  const from = process.cpuUsage();
  for (let round = 0; round < ROUNDS; round += 1) {
    const items = Array.from({ length: ITEMS }, (_, n) => ({ n, text: `x${n}` }));
    JSON.parse(JSON.stringify(items));
  }
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1e6;
}
