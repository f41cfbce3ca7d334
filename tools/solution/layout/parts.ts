/** Views, charts, forms, dashboards, relationships and files that other parts of a solution may refer to by name. */
import {
  controlSchemaName,
  idOf,
  relationshipsOf,
  type FormType,
  type Solution,
} from '../../../solution/model/index.ts';
import { ModelError } from '../model-error.ts';

/** What one solution can refer to: its own parts and those of the solutions it depends on. Ids are without braces. */
export class PartCatalogue {
  readonly #views = new Set<string>();
  readonly #charts = new Set<string>();
  readonly #forms = new Map<string, FormType>();
  readonly #dashboards = new Set<string>();
  /** Name → table that holds the lookup. */
  readonly #relationships = new Map<string, { readonly from: string; readonly to: string }>();
  readonly controls: ReadonlySet<string>;
  readonly webResources: ReadonlySet<string>;

  constructor(solution: Solution) {
    const reachable = [...solution.dependsOn, solution];
    for (const { tables, extensions, dashboards } of reachable) {
      const all = [
        ...tables.map((table) => ({ ...table, isActivity: false })),
        ...extensions.map((each) => ({ ...each, name: each.table.name, isActivity: each.table.isActivity })),
      ];
      for (const { name, isActivity, columns, forms, views, charts } of all) {
        for (const view of views) this.#add(this.#views, 'view', name, view.name);
        for (const chart of charts ?? []) this.#add(this.#charts, 'chart', name, chart.name);
        for (const form of forms) this.#forms.set(`${name}/${form.name}`, form.type);
        for (const each of relationshipsOf({ name, isActivity }, columns))
          this.#relationships.set(each.name, { from: each.table, to: each.target });
      }
      for (const { name } of dashboards ?? []) this.#dashboards.add(name);
    }
    this.controls = new Set(reachable.flatMap(({ controls }) => controls.map(({ name }) => controlSchemaName(name))));
    this.webResources = new Set(reachable.flatMap(({ webResources }) => webResources.map(({ name }) => name)));
  }

  /** @throws ModelError when no view of the table has that name; so do the others for their sort */
  view(table: string, name: string, where: string): string {
    if (!this.#views.has(`${table}/${name}`)) throw new ModelError(where, `view ${table}/${name} is not in the model`);
    return idOf('view', table, name);
  }

  chart(table: string, name: string, where: string): string {
    if (!this.#charts.has(`${table}/${name}`))
      throw new ModelError(where, `chart ${table}/${name} is not in the model`);
    return idOf('chart', table, name);
  }

  quickForm(table: string, name: string, where: string): string {
    if (this.#forms.get(`${table}/${name}`) !== 'quick')
      throw new ModelError(where, `quick view form ${table}/${name} is not in the model`);
    return idOf('form', table, name);
  }

  dashboard(name: string, where: string): string {
    if (!this.#dashboards.has(name)) throw new ModelError(where, `dashboard ${name} is not in the model`);
    return idOf('dashboard', name);
  }

  webResource(name: string, where: string): string {
    if (!this.webResources.has(name)) throw new ModelError(where, `web resource ${name} is not in the model`);
    return idOf('webresource', name);
  }

  /** Checks that rows of `from` point to `to` by a relationship of ours with that name; others are not known here. */
  relationship(name: string, from: string, to: string, where: string): void {
    const known = this.#relationships.get(name);
    if (name.startsWith('al_') && known === undefined)
      throw new ModelError(where, `relationship ${name} is not in the model`);
    if (known !== undefined && (known.from !== from || known.to !== to))
      throw new ModelError(where, `relationship ${name} leads from ${known.from} to ${known.to}`);
  }

  #add(names: Set<string>, sort: string, table: string, name: string): void {
    if (names.has(`${table}/${name}`)) throw new ModelError(table, `${sort} ${name} is declared twice`);
    names.add(`${table}/${name}`);
  }
}
