import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { startTestServer } from '../http/testing/server.ts';
import { createSnapshots } from './snapshots.ts';

describe('a snapshot', () => {
  it('is not put back over other tables: 409 and all rows stay', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'local-dataverse-'));
    const server = await startTestServer();
    try {
      const { core } = server.engine;
      const snapshots = createSnapshots(core, folder);
      snapshots.take('before');
      await server.create('contacts', { lastname: 'Stays' });
      core.db.exec('ALTER TABLE "contact" ADD COLUMN "new_column" TEXT');
      core.db.forget();
      expect(() => snapshots.restore('before')).toThrow(expect.objectContaining({ status: 409 }));
      core.db.exec('ALTER TABLE "contact" DROP COLUMN "new_column"');
      core.db.forget();
      expect((await server.get('contacts?$select=lastname')).json['value']).toHaveLength(1);
      snapshots.take('after');
      snapshots.restore('after');
      expect((await server.get('contacts?$select=lastname')).json['value']).toHaveLength(1);
    } finally {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
