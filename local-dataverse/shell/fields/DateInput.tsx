/** Dates, and dates with time in the user's zone. */
import * as React from 'react';
import { ComboBox, DatePicker } from '@fluentui/react';
import type { IComboBoxOption } from '@fluentui/react';
import { useServices } from '../app/services.ts';
import type { Formatter } from '../format/formatter.ts';
import { fromWall, toWall } from '../format/zone.ts';
import type { FieldProps } from './FieldFrame.tsx';

export interface DateInputProps extends FieldProps<Date | null> {
  readonly hasTime: boolean;
  /** False for values that are a day in no zone: their local members count. */
  readonly isZoned: boolean;
  readonly formatter: Formatter;
}

export function DateInput(props: DateInputProps): React.ReactElement {
  const { form: t, app } = useServices().texts;
  const { value, formatter, isZoned } = props;
  const wall = value && isZoned ? toWall(value, formatter.timeZone) : value;
  const change = (next: Date | null): void =>
    props.onChange(next && isZoned ? fromWall(next, formatter.timeZone) : next);
  const onDay = (day: Date | null | undefined): void => {
    if (!day) return change(null);
    change(
      new Date(
        day.getFullYear(),
        day.getMonth(),
        day.getDate(),
        wall?.getHours() ?? (props.hasTime ? 8 : 0),
        wall?.getMinutes() ?? 0,
      ),
    );
  };
  const info = formatter.dates;
  return (
    <div className="ld-input-row">
      <DatePicker
        id={`${props.id}-picker`}
        textField={{ id: props.id }}
        className="ld-grow"
        ariaLabel={props.label}
        {...(wall ? { value: wall } : {})}
        allowTextInput
        disabled={props.isReadOnly}
        placeholder={props.isReadOnly ? '' : '---'}
        firstDayOfWeek={info.firstDayOfWeek}
        formatDate={(day) => (day ? formatter.day(day) : '')}
        parseDateFromString={(text) => parseDay(text, info.shortDatePattern)}
        onSelectDate={onDay}
        strings={{
          months: info.monthNames.slice(0, 12),
          shortMonths: info.abbreviatedMonthNames.slice(0, 12),
          days: info.dayNames,
          shortDays: info.shortestDayNames,
          goToToday: t.goToToday,
          prevMonthAriaLabel: t.previousMonth,
          nextMonthAriaLabel: t.nextMonth,
          prevYearAriaLabel: t.previousYear,
          nextYearAriaLabel: t.nextYear,
          closeButtonAriaLabel: app.close,
        }}
      />
      {props.hasTime && <TimeInput {...props} wall={wall} onTime={change} />}
    </div>
  );
}

function TimeInput(props: DateInputProps & { wall: Date | null; onTime: (wall: Date) => void }): React.ReactElement {
  const t = useServices().texts.form;
  const { wall, formatter } = props;
  const write = (hours: number, minutes: number): string => formatter.clock(new Date(2000, 0, 1, hours, minutes));
  const options: IComboBoxOption[] = Array.from({ length: 48 }, (_, half) => ({
    key: half * 30,
    text: write(Math.floor(half / 2), (half % 2) * 30),
  }));
  return (
    <ComboBox
      className="ld-time"
      ariaLabel={t.timeOf(props.label)}
      allowFreeform
      autoComplete="on"
      options={options}
      text={wall ? write(wall.getHours(), wall.getMinutes()) : ''}
      disabled={props.isReadOnly || !wall}
      placeholder="---"
      styles={{ optionsContainerWrapper: { maxHeight: 240 } }}
      onChange={(_, option, __, text) => {
        const minutes = option ? Number(option.key) : parseTime(text ?? '');
        if (!wall || minutes === undefined) return;
        props.onTime(
          new Date(wall.getFullYear(), wall.getMonth(), wall.getDate(), Math.floor(minutes / 60), minutes % 60),
        );
      }}
    />
  );
}

/** Reads a day in the order of the pattern (`M/d/yyyy`, `dd.MM.yyyy`); null when it is none. */
export function parseDay(text: string, pattern: string): Date | null {
  const numbers = text.match(/\d+/g)?.map(Number) ?? [];
  const order = pattern.match(/[dMy]+/g)?.map((part) => part[0]) ?? [];
  if (numbers.length !== 3 || order.length !== 3) return null;
  const get = (letter: string): number => numbers[order.indexOf(letter)] ?? Number.NaN;
  const year = get('y') < 100 ? 2000 + get('y') : get('y');
  const date = new Date(year, get('M') - 1, get('d'));
  return date.getMonth() === get('M') - 1 && date.getDate() === get('d') ? date : null;
}

/** Minutes of the day of `9`, `9:30`, `9:30 pm`, `21:30`; undefined when it is none. */
export function parseTime(text: string): number | undefined {
  const found = /^\s*(\d{1,2})(?:[:.](\d{2}))?\s*([ap])?/i.exec(text);
  if (!found) return undefined;
  const hours = Number(found[1]);
  const minutes = Number(found[2] ?? 0);
  const half = found[3]?.toLowerCase();
  const of24 = half ? (hours % 12) + (half === 'p' ? 12 : 0) : hours;
  return of24 < 24 && minutes < 60 ? of24 * 60 + minutes : undefined;
}
