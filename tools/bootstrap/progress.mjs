// @ts-check
// Progress goes to standard error: standard output belongs to the command that is being run.

/**
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const startMs = performance.now();
  process.stderr.write(`polytraders: ${title} ...\n`);
  const result = await work();
  const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
  process.stderr.write(`polytraders: ${title.split(" (")[0]}: ${seconds} s\n`);
  return result;
}
