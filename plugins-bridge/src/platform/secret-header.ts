/** Header that carries the secret of the platform's webhook (auth type HttpHeader). */
export const secretHeader = 'x-activity-logging-secret';
