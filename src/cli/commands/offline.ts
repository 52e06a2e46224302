import { terminal } from '../terminal.ts';
import { type Cli, end, examples, FILES } from './cli.ts';
import { definitionOptions, filesAndState, formatOption, lengthOptions } from './options.ts';

export function addValidate(program: Cli): void {
  program
    .command('validate')
    .description('check a definition offline: syntax, fields, references, rules')
    .argument('[file...]', FILES)
    .takes(...definitionOptions(), formatOption('text', 'json', 'github'))
    .addHelpText('after', examples('tenon validate', 'tenon validate tenant.yaml production.yaml'))
    .action(async (files: string[], options) => {
      const { validate } = await import('../verbs/validate.ts');
      return end(validate(filesAndState(files, undefined).files, options, terminal));
    });
}

export function addScopes(program: Cli): void {
  program
    .command('scopes')
    .description('print the least scopes that a token needs for this definition')
    .argument('[file...]', FILES)
    .takes(...definitionOptions(), formatOption('text', 'json'))
    .addHelpText('after', examples('tenon scopes', 'tenon scopes --format json'))
    .action(async (files: string[], options) => {
      const { scopes } = await import('../verbs/scopes.ts');
      return end(scopes(filesAndState(files, undefined).files, options, terminal));
    });
}

export function addTypes(program: Cli): void {
  program
    .command('types')
    .description('list the resource types, and what can be done with each')
    .takes(formatOption('text', 'json'))
    .addHelpText('after', examples('tenon types', "tenon types --format json | jq '.[] | select(.delete) | .type'"))
    .action(async (options) => {
      const { types } = await import('../verbs/types.ts');
      return end(types(options, terminal));
    });
}

export function addShow(program: Cli): void {
  program
    .command('show')
    .description('render a saved plan, result or drift')
    .argument('<file>', 'a file written by plan --out, or the JSON of an apply or a drift')
    .takes(formatOption('text', 'markdown', 'html', 'json', 'github'), ...lengthOptions())
    .addHelpText('after', examples('tenon show plan.json', 'tenon show plan.json --format html > plan.html'))
    .action(async (file: string, options) => {
      const { show } = await import('../verbs/show.ts');
      return end(show(file, options, terminal));
    });
}
