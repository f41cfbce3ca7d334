import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const room = dirname(fileURLToPath(import.meta.url));

/** Name of an area's member of the global namespace, which form events refer to. */
const memberOf = {
  commands: 'Commands',
  fieldmapping: 'FieldMapping',
  loggingconfiguration: 'LoggingConfiguration',
};

/** One bundle a folder of `src`: a form loads only what it needs, and two areas never share state. */
const areas = readdirSync(join(room, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());

export default areas.map(({ name }) => {
  if (!memberOf[name]) throw new Error(`webpack.config.mjs names no global member for the area src/${name}.`);
  return {
    name,
    context: room,
    mode: 'production',
    // No source map: its eval forms are refused by the platform's content security policy.
    devtool: false,
    entry: `./src/${name}/index.ts`,
    resolve: { extensions: ['.ts', '.js'] },
    module: {
      rules: [
        { test: /\.ts$/, loader: 'ts-loader', exclude: /node_modules/, options: { onlyCompileBundledFiles: true } },
      ],
    },
    output: {
      path: join(room, 'dist'),
      filename: `${name}.js`,
      library: { name: ['ActivityLogging', memberOf[name]], type: 'var' },
      environment: { arrowFunction: true, const: true },
    },
    target: ['web', 'es2019'],
    performance: { maxAssetSize: 60_000, maxEntrypointSize: 60_000, hints: 'error' },
  };
});
