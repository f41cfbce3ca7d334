/** serviceendpoint: the secret cannot be read back; `isauthvalueset` and its like tell that there is one. */
import type { Engine, MessageListener, Values } from '../engine/types.ts';

const FLAGS: Readonly<Record<string, string>> = {
  authvalue: 'isauthvalueset',
  saskey: 'issaskeyset',
  sastoken: 'issastokenset',
};

/** Keeps the flags in step with what callers write. */
export function endpointFlags(engine: Engine): MessageListener {
  return {
    wants: (_message, table) => table === 'serviceendpoint',
    wantsTransaction: () => false,
    inTransaction: () => Promise.resolve(),
    afterCommit({ message, table, id, target }) {
      if (table !== 'serviceendpoint' || id === undefined || target === undefined) return;
      if (message !== 'Create' && message !== 'Update') return;
      const flags: Values = Object.fromEntries(
        Object.entries(FLAGS).flatMap(([secret, flag]) =>
          target[secret] === undefined ? [] : [[flag, target[secret] !== null && target[secret] !== '']],
        ),
      );
      if (Object.keys(flags).length > 0) engine.system.update('serviceendpoint', id, flags);
    },
  };
}
