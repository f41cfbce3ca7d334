/** Waits until `done`. @throws with what `state` says when it takes longer than `patienceMs`. */
export async function eventually(
  done: () => Promise<boolean>,
  state: () => Promise<unknown>,
  patienceMs = 20_000,
): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!(await done())) {
    if (Date.now() > deadline) throw new Error(`not in time: ${JSON.stringify(await state())}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
