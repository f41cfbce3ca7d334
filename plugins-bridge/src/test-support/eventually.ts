/** Waits until `done`. @throws with what `state` says when it takes longer than 20 seconds. */
export async function eventually(done: () => Promise<boolean>, state: () => Promise<unknown>): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await done())) {
    if (Date.now() > deadline) throw new Error(`not in time: ${JSON.stringify(await state())}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
