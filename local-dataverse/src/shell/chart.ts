/**
 * savedqueryvisualization (datadescription + presentationdescription) → what a chart is drawn from.
 * Element names: Microsoft's "Understand charts: Underlying data and chart representation" and the visualization schemas.
 */
import type { ChartGroup, ChartMeasure, ChartModel } from './listModel.ts';
import { attribute, child, children, descendants, flag, parseXml, path, XmlError } from './xml.ts';
import type { XmlElement } from './xml.ts';

export interface ChartSource {
  readonly id: string;
  readonly name: string;
  readonly table: string;
  readonly isDefault: boolean;
  readonly dataDescription: string;
  readonly presentationDescription: string;
}

/** Reads a chart. A chart whose XML is at fault is there with its `problem`: the others of the table stay usable. */
export function readChart(source: ChartSource): ChartModel {
  const { id, name, table, isDefault } = source;
  try {
    return { id, name, table, isDefault, ...readParts(source) };
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    return { id, name, table, isDefault, fetchXml: '', groups: [], measures: [], problem: error.message };
  }
}

type Parts = Pick<ChartModel, 'fetchXml' | 'groups' | 'measures' | 'xTitle' | 'yTitle'>;

function readParts({ name, id, dataDescription, presentationDescription }: ChartSource): Parts {
  const data = parseXml(dataDescription, `datadescription of the chart ${name} (${id})`);
  const chart = parseXml(presentationDescription, `presentationdescription of the chart ${name} (${id})`);
  const fetches = children(child(data, 'fetchcollection'), 'fetch');
  const [fetch] = fetches;
  const entity = child(fetch, 'entity');
  if (!fetch || !entity) throw new XmlError(`The chart ${name} (${id}) has no query in its datadescription`);
  if (fetches.length > 1) throw new XmlError(`The chart ${name} (${id}) has more than one query`);
  const categories = children(child(data, 'categorycollection'), 'category');
  const measures = measuresOf(entity, categories, path(chart, 'Series'), name, id);
  const area = path(chart, 'ChartAreas', 'ChartArea');
  const xTitle = attribute(child(area, 'AxisX'), 'Title');
  const yTitle = attribute(child(area, 'AxisY'), 'Title');
  return {
    fetchXml: fetch.toString(),
    groups: groupsOf(entity, attribute(categories[0], 'alias')),
    measures,
    ...(xTitle ? { xTitle } : {}),
    ...(yTitle ? { yTitle } : {}),
  };
}

/** The category's group first: it is the axis. Many charts leave its alias out; then the first group counts. */
function groupsOf(entity: XmlElement, category: string | undefined): ChartGroup[] {
  const groups = attributesOf(entity)
    .filter(({ element }) => flag(element, 'groupby', false))
    .map(({ element, table, isLinked }): ChartGroup => {
      const dateGrouping = attribute(element, 'dategrouping');
      return {
        alias: attribute(element, 'alias') ?? '',
        table,
        column: attribute(element, 'name') ?? '',
        isLinked,
        ...(dateGrouping ? { dateGrouping } : {}),
      };
    });
  const axis = groups.find((group) => group.alias === category) ?? groups[0];
  return axis ? [axis, ...groups.filter((group) => group !== axis)] : [];
}

/** One measurecollection is one `<Series>` of the presentation, in the same order. */
function measuresOf(
  entity: XmlElement,
  categories: readonly XmlElement[],
  series: XmlElement | undefined,
  name: string,
  id: string,
): ChartMeasure[] {
  const drawn = children(series, 'Series');
  const aggregates = attributesOf(entity).filter(({ element }) => attribute(element, 'aggregate'));
  const aliases = categories.flatMap((category) =>
    children(category, 'measurecollection').flatMap((one) => attribute(child(one, 'measure'), 'alias') ?? []),
  );
  return aliases.map((alias, index): ChartMeasure => {
    const found = aggregates.find(({ element }) => attribute(element, 'alias') === alias);
    if (!found) throw new XmlError(`The chart ${name} (${id}) draws ${alias}, which its query does not answer`);
    const one = drawn[index] ?? drawn[0];
    const title = attribute(one, 'Name');
    return {
      alias,
      table: found.table,
      column: attribute(found.element, 'name') ?? '',
      aggregate: attribute(found.element, 'aggregate') ?? 'count',
      chartType: attribute(one, 'ChartType') ?? 'Column',
      ...(title ? { title } : {}),
    };
  });
}

interface Placed {
  readonly element: XmlElement;
  readonly table: string;
  readonly isLinked: boolean;
}

function attributesOf(entity: XmlElement): Placed[] {
  const of = (owner: XmlElement, isLinked: boolean): Placed[] =>
    children(owner, 'attribute').map((element) => ({ element, table: attribute(owner, 'name') ?? '', isLinked }));
  return [...of(entity, false), ...descendants(entity, 'link-entity').flatMap((link) => of(link, true))];
}
