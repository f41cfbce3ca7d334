/** The platform's NumberFormattingInfo of a locale, made from what the browser's Intl knows. */

export function numberInfo(locale: string): Record<string, unknown> {
  const parts = new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }).formatToParts(-1234567.89);
  const find = (type: string, fallback: string): string => parts.find((part) => part.type === type)?.value ?? fallback;
  const decimal = find('decimal', '.');
  const group = find('group', ',');
  const digits = Array.from({ length: 10 }, (_, digit) =>
    new Intl.NumberFormat(locale, { useGrouping: false }).format(digit),
  );
  return {
    currencyDecimalDigits: 2,
    currencyDecimalSeparator: decimal,
    currencyGroupSeparator: group,
    currencyGroupSizes: [3],
    currencyNegativePattern: 1,
    currencyPositivePattern: 0,
    currencySymbol: '$',
    nanSymbol: 'NaN',
    nativeDigits: digits,
    negativeInfinitySymbol: '-∞',
    negativeSign: find('minusSign', '-'),
    numberDecimalDigits: 2,
    numberDecimalSeparator: decimal,
    numberGroupSeparator: group,
    numberGroupSizes: [3],
    numberNegativePattern: 1,
    perMilleSymbol: '‰',
    percentDecimalDigits: 2,
    percentDecimalSeparator: decimal,
    percentGroupSeparator: group,
    percentGroupSizes: [3],
    percentNegativePattern: 0,
    percentPositivePattern: 0,
    percentSymbol: '%',
    positiveInfinitySymbol: '∞',
    positiveSign: '+',
  };
}
