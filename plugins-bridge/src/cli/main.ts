#!/usr/bin/env node
import { Command } from 'commander';
import { registerBridge } from './commands/bridge.ts';
import { registerConfig } from './commands/config.ts';
import { registerConnect } from './commands/connect.ts';
import { registerDoctor } from './commands/doctor.ts';
import { registerForms } from './commands/forms.ts';
import { registerPreview } from './commands/preview.ts';
import { registerSource } from './commands/source.ts';
import { failed } from './run.ts';

const program = new Command('activity-logging')
  .description('Activity Logging for Dataverse. Configuration: environment variables, see docs/operator.')
  .showHelpAfterError();
for (const register of [
  registerBridge,
  registerForms,
  registerConnect,
  registerConfig,
  registerPreview,
  registerDoctor,
  registerSource,
]) {
  register(program);
}

try {
  await program.parseAsync();
} catch (error) {
  const { text, exitCode } = failed(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = exitCode;
}
