/** A code component on the form. A failure shows a card that names the component; the form around it stays usable. */
import * as React from 'react';
import { createTheme, ThemeProvider } from '@fluentui/react';
import { ErrorCard, Waiting } from '../app/states.tsx';
import { useServices } from '../app/services.ts';
import { useLoaded } from '../app/store.ts';
import type { FormControl } from '../form/control.ts';
import { useFormRuntime } from '../form/runtime.ts';
import type { ComponentModel, CustomControlModel } from '../../src/shell/model.ts';
import { ComponentInstance } from './instance.ts';
import { boundAttributes, placementProblems } from './parameters.ts';
import { loadConstructor } from './registry.ts';
import type { ComponentConstructor } from './registry.ts';

/** Hosted components get Fluent's own default theme, not the shell's: they must ask the context for the look, as on the platform. */
const PLAIN_THEME = createTheme({});

export function PcfHost(props: { control: FormControl; placed: CustomControlModel }): React.ReactElement {
  const { models, texts } = useServices();
  const { name } = props.placed;
  const loaded = useLoaded(name, async () => {
    const model = await models.component(name);
    return { model, componentClass: await loadConstructor(model) };
  });
  if (loaded.state === 'loading') return <Waiting label={texts.form.loading} />;
  if (loaded.state === 'failed') return <Failed name={name} error={loaded.error} />;
  return <Placed key={name} {...props} model={loaded.value.model} componentClass={loaded.value.componentClass} />;
}

function Placed(props: {
  control: FormControl;
  placed: CustomControlModel;
  model: ComponentModel;
  componentClass: ComponentConstructor;
}): React.ReactElement {
  const { control, placed, model } = props;
  const services = useServices();
  const { session, xrm } = useFormRuntime();
  const box = React.useRef<HTMLDivElement>(null);
  const [element, setElement] = React.useState<React.ReactNode>(null);
  const [error, setError] = React.useState<Error>();
  const [tracks, setTracks] = React.useState(false);
  const instance = React.useRef<ComponentInstance>();
  const problems = React.useMemo(
    () => placementProblems(model, placed, boundAttributes(model, placed, session.record.attributes)),
    [model, placed, session],
  );

  React.useEffect(() => {
    if (!box.current || problems.length) return undefined;
    const made = new ComponentInstance({
      componentClass: props.componentClass,
      model,
      placed,
      session,
      control,
      services,
      navigation: xrm.navigation,
      // What updateView returns is checked where it is drawn: React itself refuses what is no element.
      host: { draw: (drawn) => setElement(drawn as React.ReactNode), fail: setError, trackSize: setTracks },
    });
    instance.current = made;
    control.focus = () =>
      box.current
        ?.querySelector<HTMLElement>('button, input, select, textarea, a[href], [tabindex]:not([tabindex="-1"])')
        ?.focus();
    made.start(box.current);
    return () => {
      instance.current = undefined;
      control.focus = undefined;
      made.destroy();
    };
  }, [session, model]);

  React.useEffect(() => {
    const target = box.current;
    if (!tracks || !target) return undefined;
    const measure = (): void =>
      instance.current?.resize({ width: Math.round(target.getBoundingClientRect().width), height: -1 });
    const observer = new ResizeObserver(measure);
    observer.observe(target);
    measure();
    return () => observer.disconnect();
  }, [tracks]);

  if (problems.length) return <Failed name={model.name} error={new Error(problems.join(' '))} />;
  if (error) return <Failed name={model.name} error={error} />;
  return (
    <Boundary name={model.name}>
      <ThemeProvider theme={PLAIN_THEME} applyTo="none">
        <div ref={box} className="ld-pcf" data-control={model.name}>
          {model.isVirtual ? element : null}
        </div>
      </ThemeProvider>
    </Boundary>
  );
}

function Failed(props: { name: string; error: Error }): React.ReactElement {
  const t = useServices().texts.form;
  return <ErrorCard title={t.componentFailed(props.name)} error={props.error} />;
}

/** Catches what a virtual component throws while it is drawn. */
class Boundary extends React.Component<{ name: string }, { error?: Error }> {
  override state: { error?: Error } = {};
  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }
  override render(): React.ReactNode {
    return this.state.error ? <Failed name={this.props.name} error={this.state.error} /> : this.props.children;
  }
}
