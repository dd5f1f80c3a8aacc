import type { Tensor } from '../serving/tensor.js';
import { classifyTensor } from './classify-tensor.js';
import { InferError } from './infer-error.js';
import { encodeInferResponse, selectOutputs } from './infer-response.js';

const floats: Tensor = { datatype: 'FP32', shape: [1, 3], data: Float32Array.of(0.5, -0, 2) };
const answer = (tensor: Tensor, binary = false) =>
  encodeInferResponse({ modelName: 'm', modelVersion: '1', outputs: [{ name: 'y', tensor, binary }] });
const texts = (tensor: Tensor) => (tensor.data as Uint8Array[]).map((bytes) => Buffer.from(bytes).toString());

describe('encodeInferResponse', () => {
  it('writes JSON', () => {
    const { body, headers } = encodeInferResponse({
      modelName: 'm',
      modelVersion: '2',
      id: 'é',
      parameters: { note: 'n' },
      outputs: [{ name: 'y', tensor: floats, binary: false }],
    });
    expect(headers).toEqual({ 'content-type': 'application/json' });
    expect(body.toString()).toBe(
      '{"model_name":"m","model_version":"2","id":"é","parameters":{"note":"n"},' +
        '"outputs":[{"name":"y","datatype":"FP32","shape":[1,3],"data":[0.5,-0,2]}]}',
    );
  });

  it('puts raw bytes behind the JSON, in the order of the outputs', () => {
    const { body, headers } = encodeInferResponse({
      modelName: 'm',
      modelVersion: '1',
      outputs: [
        { name: 'a', tensor: { datatype: 'BYTES', shape: [2], data: [Buffer.from('é'), Buffer.alloc(0)] }, binary: true },
        { name: 'b', tensor: { datatype: 'INT8', shape: [1], data: Int8Array.of(-1) }, binary: false },
        { name: 'c', tensor: { datatype: 'INT16', shape: [1], data: Int16Array.of(-2) }, binary: true },
      ],
    });
    const json =
      '{"model_name":"m","model_version":"1","outputs":[' +
      '{"name":"a","datatype":"BYTES","shape":[2],"parameters":{"binary_data_size":10}},' +
      '{"name":"b","datatype":"INT8","shape":[1],"data":[-1]},' +
      '{"name":"c","datatype":"INT16","shape":[1],"parameters":{"binary_data_size":2}}]}';
    expect(headers).toEqual({
      'content-type': 'application/octet-stream',
      'inference-header-content-length': String(json.length),
    });
    expect(body.subarray(0, json.length).toString()).toBe(json);
    expect([...body.subarray(json.length)]).toEqual([2, 0, 0, 0, 0xc3, 0xa9, 0, 0, 0, 0, 0xfe, 0xff]);
  });

  it.each<[string, Tensor, string]>([
    [
      'all digits of long integers',
      longs(9223372036854775807n, -9223372036854775808n),
      '[9223372036854775807,-9223372036854775808]',
    ],
    ['flags', { datatype: 'BOOL', shape: [2], data: Uint8Array.of(1, 0) }, '[true,false]'],
    ['halves as numbers', { datatype: 'FP16', shape: [2], data: Uint16Array.of(0x3c01, 0x8000) }, '[1.0009765625,-0]'],
    ['text', { datatype: 'BYTES', shape: [2], data: [Buffer.from('"é"'), Buffer.alloc(0)] }, '["\\"é\\"",""]'],
    ['nothing', { datatype: 'FP32', shape: [0], data: new Float32Array(0) }, '[]'],
  ])('writes %s', (_name, tensor, data) => expect(answer(tensor).body.toString()).toContain(`"data":${data}}`));

  it.each<[string, Tensor]>([
    ['NaN', { datatype: 'FP32', shape: [2], data: Float32Array.of(0, NaN) }],
    ['an infinity', { datatype: 'FP64', shape: [2], data: Float64Array.of(0, -Infinity) }],
    ['a half NaN', { datatype: 'FP16', shape: [2], data: Uint16Array.of(0, 0x7e00) }],
    ['bytes that are no text', { datatype: 'BYTES', shape: [2], data: [Buffer.alloc(0), Buffer.of(0xff)] }],
  ])('refuses %s in JSON, but not in binary', (_name, tensor) => {
    let caught: unknown;
    try {
      answer(tensor);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(InferError);
    expect(caught).toMatchObject({ status: 500, message: expect.stringMatching(/^Output "y" has .* 1.*ask for it in binary/) });
    expect(answer(tensor, true).headers['content-type']).toBe('application/octet-stream');
  });
});

describe('selectOutputs', () => {
  const tensors = new Map<string, Tensor>([
    ['y', floats],
    ['z', longs(1n)],
  ]);

  it('gives all that the model has, unless told', () =>
    expect(selectOutputs({ binaryOutputs: true }, tensors)).toEqual([
      { name: 'y', tensor: floats, binary: true },
      { name: 'z', tensor: longs(1n), binary: true },
    ]));

  it('gives what is asked for, in that order, classified with its labels', () => {
    const outputs = [
      { name: 'z', binary: false },
      { name: 'y', binary: true, classification: 2 },
    ];
    const [z, y] = selectOutputs({ outputs, binaryOutputs: false }, tensors, new Map([['y', ['a', 'b', 'c']]]));
    expect(z).toEqual({ name: 'z', tensor: longs(1n), binary: false });
    expect(y).toMatchObject({ name: 'y', binary: true });
    expect(texts(y!.tensor)).toEqual(['2.000000:2:c', '0.500000:0:a']);
  });

  it('refuses an output that the model does not have', () =>
    expect(() => selectOutputs({ outputs: [{ name: 'w', binary: true }], binaryOutputs: true }, tensors)).toThrow(
      'Output "w" is not one of the model: y, z',
    ));
});

describe('classifyTensor', () => {
  // The example of the extension: of [1, 5, 10, 4] the two highest are index 2 and 1.
  it('takes one dimension for one row', () => {
    const classes = classifyTensor({ datatype: 'INT32', shape: [4], data: Int32Array.of(1, 5, 10, 4) }, 2);
    expect(classes).toMatchObject({ datatype: 'BYTES', shape: [2] });
    expect(texts(classes)).toEqual(['10:2', '5:1']);
  });

  it('classifies each row, all dimensions but the first in one', () => {
    const classes = classifyTensor({ datatype: 'UINT8', shape: [2, 2, 2], data: Uint8Array.of(1, 2, 3, 4, 9, 8, 7, 9) }, 3, [
      'a',
      'b',
    ]);
    expect(classes.shape).toEqual([2, 3]);
    expect(texts(classes)).toEqual(['4:3', '3:2', '2:1:b', '9:0:a', '9:3', '8:1:b']);
  });

  it('gives no more than there are, and nothing of nothing', () => {
    expect(texts(classifyTensor({ datatype: 'FP16', shape: [2], data: Uint16Array.of(0x3c00, 0xfc00) }, 9))).toEqual([
      '1.000000:0',
      '-Infinity:1',
    ]);
    expect(classifyTensor({ datatype: 'FP32', shape: [0, 3], data: new Float32Array(0) }, 2)).toMatchObject({
      shape: [0, 2],
      data: [],
    });
  });

  it('puts NaN last and equals by their index', () =>
    expect(texts(classifyTensor({ datatype: 'FP64', shape: [4], data: Float64Array.of(NaN, 1, NaN, 1) }, 4))).toEqual([
      '1.000000:1',
      '1.000000:3',
      'NaN:0',
      'NaN:2',
    ]));

  it('orders long integers beyond 2^53', () =>
    expect(texts(classifyTensor(longs(9007199254740992n, 9007199254740993n), 1))).toEqual(['9007199254740993:1']));

  it.each<Tensor>([
    { datatype: 'BOOL', shape: [1], data: Uint8Array.of(1) },
    { datatype: 'BYTES', shape: [1], data: [Buffer.alloc(0)] },
  ])('refuses $datatype', (tensor) => expect(() => classifyTensor(tensor, 1)).toThrow(InferError));
});

function longs(...values: bigint[]): Tensor {
  return { datatype: 'INT64', shape: [values.length], data: BigInt64Array.from(values) };
}
