/** How long a busy machine may take for what is otherwise done at once. */
const PATIENCE = 60_000;

/** Waits until what a test asserts holds, for what no locator can wait for. @throws the last failure of the assertion */
export async function eventually(assertion: () => unknown): Promise<void> {
  const end = performance.now() + PATIENCE;
  for (;;) {
    try {
      await assertion();
      return;
    } catch (error) {
      if (performance.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
