/** Drives one placed code component: init, updateView when something it sees changed, outputs back into the form, destroy. */
import type { ComponentModel, CustomControlModel } from '../../src/shell/model.ts';
import type { Services } from '../app/services.ts';
import type { Attribute } from '../form/attribute.ts';
import type { FormControl } from '../form/control.ts';
import type { FieldHost } from '../form/runtime.ts';
import { sameValue } from '../form/values.ts';
import type { Navigation } from '../xrm/navigation.ts';
import { subgridSettings } from '../form/related.ts';
import { Subgrid } from '../form/subgrid.ts';
import { contextOf, stableParts } from './context.ts';
import type { AllocatedSize, ModeHost, StableParts } from './context.ts';
import { Dataset } from './dataset.ts';
import { boundAttributes, outputValue, parameterOf } from './parameters.ts';
import type { Parameter } from './parameters.ts';
import type { Component, ComponentConstructor } from './registry.ts';

export interface InstanceHost {
  /** A virtual component's element is to be drawn. */
  readonly draw: (element: unknown) => void;
  readonly fail: (error: Error) => void;
  readonly trackSize: (track: boolean) => void;
}

/** What components kept with setControlState, until the page is reloaded. */
const keptStates = new Map<string, object>();

export class ComponentInstance {
  readonly #component: Component;
  readonly #model: ComponentModel;
  readonly #placed: CustomControlModel;
  readonly #session: FieldHost;
  readonly #control: FormControl;
  readonly #services: Services;
  readonly #host: InstanceHost;
  readonly #bound: ReadonlyMap<string, Attribute>;
  readonly #stable: StableParts;
  readonly #mode: ModeHost;
  #size: AllocatedSize = { width: -1, height: -1 };
  #seen = new Map<string, string>();
  readonly #datasets: ReadonlyMap<string, Dataset>;
  #unsubscribe: (() => void) | undefined;
  #outputsAsked = false;

  constructor(init: {
    readonly componentClass: ComponentConstructor;
    readonly model: ComponentModel;
    readonly placed: CustomControlModel;
    readonly session: FieldHost;
    readonly control: FormControl;
    readonly services: Services;
    readonly navigation: Navigation;
    readonly host: InstanceHost;
  }) {
    this.#component = new init.componentClass();
    this.#model = init.model;
    this.#placed = init.placed;
    this.#session = init.session;
    this.#control = init.control;
    this.#services = init.services;
    this.#host = init.host;
    this.#bound = boundAttributes(init.model, init.placed, init.session.record.attributes);
    this.#datasets = this.#makeDatasets();
    const stateKey = `${init.model.name}:${init.session.record.table.name}:${init.control.name}`;
    this.#mode = {
      requestRender: () => this.update(this.#model.properties.map((property) => property.name)),
      trackSize: init.host.trackSize,
      keepState: (state) => void keptStates.set(stateKey, state),
    };
    this.#stable = stableParts(init.model, init.services, init.navigation, this.#mode);
    this.#state = keptStates.get(stateKey) ?? {};
  }
  readonly #state: object;

  /** @param container the element a standard component draws in */
  start(container: HTMLDivElement): void {
    this.#guard(() => {
      this.#remember();
      const context = this.#context([]);
      this.#component.init(
        context,
        () => this.#askOutputs(),
        this.#state,
        this.#model.isVirtual ? undefined : container,
      );
      const stops = [
        this.#session.record.subscribe(() => this.#changed()),
        ...[...this.#datasets.values()].map(({ grid }) => grid.subscribe(() => this.update(['dataset']))),
      ];
      this.#unsubscribe = () => stops.forEach((stop) => stop());
      this.#draw([]);
      for (const { grid } of this.#datasets.values()) grid.start();
    });
  }

  /** The first data set is the subgrid's own; further ones list what the form says about them. */
  #makeDatasets(): Map<string, Dataset> {
    const { router } = this.#services;
    const around = {
      formatter: this.#services.formatter,
      title: this.#control.label,
      open: (table: string, id: string) => void router.open({ kind: 'record', table, id }),
    };
    return new Map(
      this.#model.dataSets.flatMap(({ name }, index) => {
        const placed = this.#placed.dataSets[name];
        const own = index === 0 ? this.#control.subgrid : undefined;
        const grid = own ?? (placed && new Subgrid(this.#services, this.#session.record, subgridSettings(placed)));
        return grid ? [[name, new Dataset(grid, around)] as const] : [];
      }),
    );
  }

  update(updatedProperties: readonly string[]): void {
    this.#guard(() => this.#draw(updatedProperties));
  }

  resize(size: AllocatedSize): void {
    if (size.width === this.#size.width && size.height === this.#size.height) return;
    this.#size = size;
    this.update(['layout']);
  }

  destroy(): void {
    this.#unsubscribe?.();
    this.#guard(() => this.#component.destroy());
  }

  #draw(updatedProperties: readonly string[]): void {
    const drawn = this.#component.updateView(this.#context(updatedProperties));
    if (this.#model.isVirtual) this.#host.draw(drawn);
  }

  #context(updatedProperties: readonly string[]): object {
    const { record } = this.#session;
    const parameters: Record<string, Parameter | object> = {};
    for (const [name, dataset] of this.#datasets) parameters[name] = dataset.parameter();
    for (const property of this.#model.properties) {
      parameters[property.name] = parameterOf(
        property,
        this.#placed,
        this.#bound.get(property.name),
        this.#services.formatter,
      );
    }
    return contextOf(this.#stable, this.#mode, {
      record,
      control: this.#control,
      parameters,
      size: this.#size,
      updatedProperties,
    });
  }

  /** The form changed: tells the component when what it sees did. */
  #changed(): void {
    const updated = this.#remember();
    if (updated.length) this.update(updated.filter((name) => !name.startsWith('.')));
  }

  /** Names of what changed since the last call: properties, and `.mode` or `.row` for the rest. */
  #remember(): string[] {
    const { record } = this.#session;
    const now = new Map<string, string>();
    for (const [name, attribute] of this.#bound)
      now.set(name, JSON.stringify([attribute.value, attribute.problem, attribute.requiredLevel]));
    now.set(
      '.mode',
      JSON.stringify([record.isDisabled(this.#control), this.#control.label, this.#control.visible, record.id]),
    );
    now.set('.row', String(record.loads));
    const changed = [...now].filter(([name, value]) => this.#seen.get(name) !== value).map(([name]) => name);
    this.#seen = now;
    return changed;
  }

  /** notifyOutputChanged: outputs are fetched a moment later, once for several calls. */
  #askOutputs(): void {
    if (this.#outputsAsked) return;
    this.#outputsAsked = true;
    queueMicrotask(() => {
      this.#outputsAsked = false;
      this.#guard(() => this.#takeOutputs());
    });
  }

  #takeOutputs(): void {
    const outputs: unknown = this.#component.getOutputs?.();
    if (typeof outputs !== 'object' || outputs === null) return;
    for (const property of this.#model.properties) {
      const attribute = this.#bound.get(property.name);
      const value: unknown = Reflect.get(outputs, property.name);
      if (!attribute || property.usage === 'input' || value === undefined) continue;
      const next = outputValue(attribute.column, value);
      if (!sameValue(next, attribute.value)) this.#session.change(attribute, next);
    }
  }

  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#host.fail(error instanceof Error ? error : new Error(String(error)));
    }
  }
}
