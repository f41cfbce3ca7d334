/** The ribbon of a table for the signed-in user. */
import { requirePrivilege } from '../../engine/security/index.ts';
import { privilegeName, VERBS } from '../../engine/security/names.ts';
import type { Engine } from '../../engine/types.ts';
import { DataverseError } from '../../engine/errors.ts';
import { ribbonsOf } from '../../import/ribbons.ts';
import type { RibbonModel } from '../formParts.ts';
import { readRibbon } from './index.ts';
import type { PrivilegeQuestion } from './rules.ts';

/** @throws XmlError when an imported ribbon cannot be read */
export function tableRibbon(engine: Engine, table: string, userId: string, languageId: number): RibbonModel {
  const caller = { userId, initiatingUserId: userId };
  return readRibbon({
    table,
    languageId,
    texts: [...ribbonsOf(engine, undefined), ...ribbonsOf(engine, table)],
    hasPrivilege: (question) => {
      const name = question.name ?? nameOf(engine, table, question);
      if (name === undefined) return false;
      try {
        requirePrivilege(engine, caller, name);
        return true;
      } catch (error) {
        if (error instanceof DataverseError) return false;
        throw error;
      }
    },
  });
}

function nameOf(engine: Engine, table: string, { type, table: named }: PrivilegeQuestion): string | undefined {
  const owner = engine.metadata.table(named ?? table);
  const verb = VERBS.find((one) => one === type);
  return owner && verb ? privilegeName(owner, verb) : undefined;
}
