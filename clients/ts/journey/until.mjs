// Waiting for conditions instead of hoping for times.

const PATIENCE_MS = 30_000;

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until `condition` holds; a test waits long only if it fails. */
export async function until(what, condition) {
  const end = Date.now() + PATIENCE_MS;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`not after ${PATIENCE_MS / 1000} s: ${what}`);
    await pause(20);
  }
}
