import { describe, expect, it } from '@jest/globals';
import { createRegistry, declareBaseTables } from '../../metadata/index.ts';
import { executionContext } from './execution-context.ts';
import { BadRegistration, SIZE_LIMIT, authenticated, bodyOf, webhookRequest } from './request.ts';
import { exampleMessage, exampleStep } from './testing/examples.ts';

const metadata = createRegistry();
declareBaseTables(metadata);
const around = {
  metadata,
  organizationId: 'org',
  organizationName: 'local',
  businessUnitId: 'unit',
  operationId: 'job',
};
const endpoint = (
  authType: number,
  authValue: string,
  url = 'https://bridge.example.com/hook?a=1',
): Parameters<typeof authenticated>[0] => ({ id: 'e', name: 'Bridge', url, authType, authValue });
const context = (description: string): ReturnType<typeof executionContext> =>
  executionContext(exampleMessage({ target: { description }, post: undefined }), exampleStep(), around);

describe('the request of a webhook', () => {
  it('B-10 has the documented headers', () => {
    const { headers, body } = webhookRequest(endpoint(4, 'k'), context('short'), 'local');
    expect(headers).toEqual({
      'content-type': 'application/json; charset=utf-8',
      'x-ms-dynamics-organization': 'local',
      'x-ms-dynamics-entity-name': 'contact',
      'x-ms-dynamics-request-name': 'Update',
      'x-ms-correlation-request-id': 'c0000000-0000-4000-8000-00000000000a',
    });
    expect(body.toString()).toContain('"OperationCreatedOn":"\\/Date(1795253407000)\\/"');
  });

  it('puts the key into the address, other pairs into address or headers', () => {
    const pairs = '<settings><setting name="X-Key" value="a &amp; b"/><setting name="second" value="2" /></settings>';
    expect(authenticated(endpoint(4, 'a&b='))).toEqual({
      url: 'https://bridge.example.com/hook?a=1&code=a%26b%3D',
      headers: {},
    });
    expect(authenticated(endpoint(5, pairs))).toEqual({
      url: 'https://bridge.example.com/hook?a=1',
      headers: { 'x-key': 'a & b', second: '2' },
    });
    expect(authenticated(endpoint(6, pairs)).url).toBe('https://bridge.example.com/hook?a=1&X-Key=a+%26+b&second=2');
  });

  it.each([
    [endpoint(5, '{"X-Key":"s3cret"}')],
    [endpoint(5, '<setting name="X-Key" value="s3cret"/>')],
    [endpoint(6, '<settings><setting value="s3cret"/></settings>')],
    [endpoint(2, 's3cret')],
    [endpoint(4, 's3cret', 'sb://bus?key=s3cret')],
  ])('refuses a registration it cannot use without telling the secret', (broken) => {
    const attempt = (): unknown => authenticated(broken);
    expect(attempt).toThrow(BadRegistration);
    expect(attempt).not.toThrow(/s3cret/);
  });

  it('leaves the four large parts out above 256 KB', () => {
    const { body, cut } = bodyOf(context('x'.repeat(SIZE_LIMIT)));
    const keys = Object.keys(JSON.parse(body.toString()));
    expect(cut).toBe(true);
    expect(keys).toHaveLength(23);
    for (const left of ['ParentContext', 'InputParameters', 'PreEntityImages', 'PostEntityImages'])
      expect(keys).not.toContain(left);
    expect(
      webhookRequest(endpoint(4, 'k'), context('x'.repeat(SIZE_LIMIT)), 'local').headers[
        'x-ms-dynamics-msg-size-exceeded'
      ],
    ).toBe('True');
    expect(bodyOf(context('x')).cut).toBe(false);
  });
});
