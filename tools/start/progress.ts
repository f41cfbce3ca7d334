/** Lines on the screen, one a step; the running one is rewritten in place when the output is a terminal. */
export interface Progress {
  /** Names the step that begins; the one before it is ticked off with its time. */
  step(text: string): void;
  /** What the running step is at. */
  detail(text: string): void;
  done(): void;
}

export function progress(out: NodeJS.WriteStream = process.stderr): Progress {
  let current: { text: string; started: number } | undefined;
  const live = out.isTTY;
  const rewrite = (text: string): void => {
    if (live) out.write(`\r\x1b[2K${text}`);
  };
  const finish = (): void => {
    if (!current) return;
    const seconds = ((performance.now() - current.started) / 1000).toFixed(1);
    rewrite('');
    out.write(`  ✓ ${current.text} (${seconds} s)\n`);
    current = undefined;
  };
  return {
    step: (text) => {
      finish();
      current = { text, started: performance.now() };
      rewrite(`  … ${text}`);
    },
    detail: (text) => {
      if (current) rewrite(`  … ${current.text}: ${text}`);
    },
    done: finish,
  };
}
