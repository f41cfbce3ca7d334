import assert from 'node:assert/strict';
import type { Case } from '../group.ts';
import { made, refused, type World } from './world.ts';

/** More than one chunk of 4 MiB. */
const LONG = Buffer.from(Array.from({ length: 5_000_000 }, (_, index) => (index * 31) % 251));

export const files: readonly Case<World>[] = [
  {
    name: 'uploadFile and downloadFile of a picture',
    async run({ api, contacts }) {
      const place = { collection: 'contacts', key: contacts[0]!, property: 'entityimage' };
      await api.uploadFile({ ...place, fileName: 'face.png', data: Buffer.from('picture') });
      const { fileName, fileSize, data } = await api.downloadFile(place);
      assert.deepEqual([fileName, fileSize, Buffer.from(data ?? '').toString()], ['face.png', 7, 'picture']);
    },
  },
  {
    name: 'uploadFile and downloadFile in chunks',
    async run({ api }) {
      const key = await made(api, 't_things', { t_name: 'with a long file' });
      const place = { collection: 't_things', key, property: 't_file' };
      await api.uploadFile({ ...place, fileName: 'long.bin', data: LONG });
      const { fileName, fileSize, data } = await api.downloadFile(place);
      assert.deepEqual([fileName, fileSize], ['long.bin', LONG.length]);
      assert.ok(LONG.equals(Buffer.from(data ?? '')), 'the bytes are others');
      const row = await api.retrieve<Record<string, unknown>>({ collection: 't_things', key, select: ['t_file_name'] });
      assert.equal(row['t_file_name'], 'long.bin');
    },
  },
  {
    name: 'deleteRecord of a file column',
    async run({ api }) {
      const key = await made(api, 't_things', { t_name: 'with a file' });
      const place = { collection: 't_things', key, property: 't_file' };
      await api.uploadFile({ ...place, fileName: 'a.txt', data: Buffer.from('a') });
      await api.deleteRecord(place);
      const row = await api.retrieve<Record<string, unknown>>({ collection: 't_things', key, select: ['t_file'] });
      assert.equal(row['t_file'], null);
    },
  },
  {
    name: 'uploadFile to no row',
    run: ({ api }) =>
      refused(
        () =>
          api.uploadFile({
            collection: 't_things',
            key: '5c300000-0000-4000-8000-000000000001',
            property: 't_file',
            fileName: 'a.txt',
            data: Buffer.from('a'),
          }),
        404,
      ),
  },
];
