/** The custom commands of a bar: loads them, and judges which are shown. */
import * as React from 'react';
import type { BarLocation, RibbonItem, RibbonModel, TableModel } from '../../src/shell/model.ts';
import { useServices } from '../app/services.ts';
import { useLoaded } from '../app/store.ts';
import { isShown } from './rules.ts';
import { ruleFacts } from './run.ts';
import type { CommandScope } from './run.ts';

export interface ShownRibbon {
  readonly model: RibbonModel | undefined;
  readonly items: readonly RibbonItem[];
  /** What the shell does differently with this ribbon, and rules that failed. */
  readonly notes: readonly string[];
}

/** @param version changes when commands are to be judged anew */
export function useRibbon(location: BarLocation, table: TableModel, scope: CommandScope, version: string): ShownRibbon {
  const services = useServices();
  const loaded = useLoaded(`ribbon:${table.name}`, () => services.models.ribbon(table.name));
  const model = loaded.state === 'ready' ? loaded.value : undefined;
  const [shown, setShown] = React.useState<ReadonlySet<string>>(new Set());
  const [failures, setFailures] = React.useState<readonly string[]>([]);
  const latest = React.useRef(scope);
  latest.current = scope;
  React.useEffect(() => {
    if (!model) return undefined;
    let isWanted = true;
    void judge().then((result) => {
      if (!isWanted) return;
      setShown(result.shown);
      setFailures(result.failures);
    });
    return () => {
      isWanted = false;
    };

    async function judge(): Promise<{ shown: Set<string>; failures: string[] }> {
      const result = { shown: new Set<string>(), failures: [] as string[] };
      const ids = new Set(commandsIn(model?.bars[location] ?? []));
      await Promise.all(
        [...ids].map(async (id) => {
          const command = model?.commands[id];
          // A command of the platform itself: the button has nothing to run here.
          if (!command) return;
          const facts = ruleFacts(services, table, latest.current, id);
          const isMet = await isShown(command, facts, (rule, error) => {
            const reason = error instanceof Error ? error.message : String(error);
            result.failures.push(`${rule.functionName}: ${reason}`);
          });
          if (isMet) result.shown.add(id);
        }),
      );
      return result;
    }
  }, [model, location, table, version]);
  if (loaded.state === 'failed') return { model: undefined, items: [], notes: [loaded.error.message] };
  return {
    model,
    items: visible(model?.bars[location] ?? [], shown),
    notes: [...(model?.warnings ?? []), ...failures],
  };
}

function commandsIn(items: readonly RibbonItem[]): string[] {
  return items.flatMap((item) => [...(item.command ? [item.command] : []), ...commandsIn(item.items)]);
}

/** Menus stay when their own command, if they have one, and at least one entry is shown. */
function visible(items: readonly RibbonItem[], shown: ReadonlySet<string>): RibbonItem[] {
  return items.flatMap((item) => {
    const isOwnShown = item.command ? shown.has(item.command) : item.kind !== 'button';
    if (!isOwnShown) return [];
    const inner = visible(item.items, shown);
    return item.kind === 'button' || item.kind === 'split' || inner.length ? [{ ...item, items: inner }] : [];
  });
}
