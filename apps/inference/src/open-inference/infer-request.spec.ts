import { InferError } from './infer-error.js';
import { parseInferRequest, readHeaderLength } from './infer-request.js';

type Input = Record<string, unknown>;

const json = (value: unknown): Buffer => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
const input = (fields: Input = {}): Input => ({ name: 'x', shape: [2], datatype: 'INT32', data: [1, 2], ...fields });
const request = (fields: Input = {}): Buffer => json({ inputs: [input(fields)] });
const read = (fields: Input) => parseInferRequest(request(fields)).inputs.get('x');

/** A body whose inputs stand in binary behind the JSON, and the length of the JSON. */
function binaryBody(inputs: [Input, Uint8Array][], extra: Input = {}): [Buffer, number] {
  const head = json({ inputs: inputs.map(([fields, bytes]) => binaryInput(fields, bytes)), ...extra });
  return [Buffer.concat([head, ...inputs.map(([, bytes]) => bytes)]), head.length];
}

function binaryInput(fields: Input, bytes: Uint8Array): Input {
  return { name: 'x', shape: [1], datatype: 'FP32', parameters: { binary_data_size: bytes.length }, ...fields };
}

function errorOf(run: () => unknown): InferError {
  try {
    run();
  } catch (error) {
    if (error instanceof InferError) return error;
    throw error;
  }
  throw new Error('Nothing was refused');
}

describe('parseInferRequest, JSON', () => {
  it('reads all that a request may say', () => {
    const body = json({
      id: '42',
      parameters: { priority: 2, trace: true, note: null },
      inputs: [
        { name: 'a', shape: [2, 2], datatype: 'FP32', data: [1, 2.5, -3, 4] },
        { name: 'b', shape: [1], datatype: 'BYTES', data: ['Zürich'] },
      ],
      outputs: [{ name: 'y', parameters: { binary_data: true, classification: 3 } }, { name: 'z' }],
    });
    const { id, parameters, inputs, outputs, binaryOutputs } = parseInferRequest(body);
    expect(id).toBe('42');
    expect({ ...parameters }).toEqual({ priority: 2, trace: true });
    expect([...inputs.keys()]).toEqual(['a', 'b']);
    expect(inputs.get('a')).toEqual({ datatype: 'FP32', shape: [2, 2], data: Float32Array.of(1, 2.5, -3, 4) });
    expect(inputs.get('b')).toEqual({ datatype: 'BYTES', shape: [1], data: [Buffer.from('Zürich')] });
    expect(outputs).toEqual([
      { name: 'y', binary: true, classification: 3 },
      { name: 'z', binary: false },
    ]);
    expect(binaryOutputs).toBe(false);
  });

  it('leaves out what is null or empty', () => {
    const parsed = parseInferRequest(json({ id: null, parameters: null, outputs: [], inputs: [input({ parameters: null })] }));
    expect(Object.keys(parsed)).toEqual(['parameters', 'inputs', 'binaryOutputs']);
  });

  it('takes nested data in row-major order', () =>
    expect(
      read({
        shape: [2, 1, 3],
        data: [[[1, 2, 3]], [[4, 5, 6]]],
      })?.data,
    ).toEqual(Int32Array.of(1, 2, 3, 4, 5, 6)));

  it('takes a scalar and nothing at all', () => {
    expect(read({ shape: [], data: [7] })?.data).toEqual(Int32Array.of(7));
    expect(read({ shape: [0, 3], data: [] })?.data).toEqual(new Int32Array(0));
    expect(read({ shape: [2, 0], data: [[], []] })?.data).toEqual(new Int32Array(0));
  });

  it.each<[string, unknown[], ArrayLike<unknown>]>([
    ['BOOL', [true, false], Uint8Array.of(1, 0)],
    ['UINT8', [0, 255], Uint8Array.of(0, 255)],
    ['UINT32', [0, 4294967295], Uint32Array.of(0, 4294967295)],
    ['INT8', [-128, 127], Int8Array.of(-128, 127)],
    ['INT64', [-9007199254740991, 9007199254740991], BigInt64Array.of(-9007199254740991n, 9007199254740991n)],
    ['UINT64', [0, 1], BigUint64Array.of(0n, 1n)],
    ['FP16', [1, -65504], Uint16Array.of(0x3c00, 0xfbff)],
    ['FP32', [0.1, 1], Float32Array.of(Math.fround(0.1), 1)],
    ['FP64', [0.1, 1e300], Float64Array.of(0.1, 1e300)],
  ])('reads %s', (datatype, data, expected) => expect(read({ datatype, data })?.data).toEqual(expected));

  it('reads base64 where the content type says so', () =>
    expect(read({ datatype: 'BYTES', data: ['/wA=', ''], parameters: { content_type: 'base64' } })?.data).toEqual([
      Buffer.of(255, 0),
      Buffer.alloc(0),
    ]));

  it.each<[string, Input, RegExp]>([
    ['a datatype nobody knows', { datatype: 'BF16' }, /"x" has the unknown datatype "BF16"/],
    ['no shape', { shape: undefined }, /"x" has no shape/],
    ['a negative size', { shape: [-1, 2] }, /"x" has the shape \[-1,2\]/],
    ['half a size', { shape: [1.5] }, /"x" has the shape \[1.5\]/],
    ['a size of text', { shape: ['2'] }, /"x" has the shape \["2"\]/],
    ['too many dimensions', { shape: [1, 1, 1, 1, 1, 1, 1, 1, 1], data: [1] }, /"x" has 9 dimensions/],
    ['too few elements', { data: [1] }, /"x" has 1 elements, but its shape \[2\] asks for 2/],
    ['too many elements', { data: [1, 2, 3] }, /"x" has 3 elements/],
    ['data that are no list', { data: 5 }, /"x" has no list as data/],
    ['no data', { data: undefined }, /"x" has no list as data/],
    ['a text among integers', { data: ['1', 2] }, /"x" has "1" as element 0, but INT32 asks for an integer/],
    ['a fraction among integers', { data: [1, 1.5] }, /"x" has 1.5 as element 1, but INT32/],
    ['an integer too great', { datatype: 'UINT8', data: [1, 256] }, /"x" has 256 as element 1, but UINT8 .* from 0 to 255/],
    ['an integer too small', { datatype: 'UINT32', data: [-1, 0] }, /"x" has -1 as element 0, but UINT32/],
    ['a text among floats', { datatype: 'FP32', data: [1, '2'] }, /"x" has "2" as element 1, but FP32 asks for a number/],
    ['null among floats', { datatype: 'FP64', data: [null, 2] }, /"x" has null as element 0, but FP64/],
    ['a float too great', { datatype: 'FP32', data: [1, 1e39] }, /"x" has as element 1 a number beyond the range of FP32/],
    ['a half too great', { datatype: 'FP16', data: [65520, 1] }, /"x" has as element 0 a number beyond the range of FP16/],
    [
      'a long that JSON rounds',
      { datatype: 'INT64', data: [1, 2 ** 53] },
      /"x" has an element 1 beyond 2\^53.*send it in binary/,
    ],
    ['a negative unsigned long', { datatype: 'UINT64', data: [-1, 0] }, /"x" has -1 as element 0, but UINT64/],
    ['a number among flags', { datatype: 'BOOL', data: [1, 0] }, /"x" has 1 as element 0, but BOOL asks for true or false/],
    ['a number among strings', { datatype: 'BYTES', data: ['a', 1] }, /"x" has 1 as element 1, but BYTES asks for a string/],
    ['half a character', { datatype: 'BYTES', data: ['a', '\ud800'] }, /"x" has as element 1 a string with half a character/],
    [
      'base64 that is none',
      { datatype: 'BYTES', data: ['YQ==', 'Y!'], parameters: { content_type: 'base64' } },
      /"x".* 1 .*base64/,
    ],
    ['a ragged row', { shape: [2, 2], data: [[1, 2], [3]] }, /"x" is nested other than its shape \[2,2\]: a list of 1 stands/],
    ['rows that become numbers', { shape: [2, 1], data: [[1], 2] }, /"x" is nested other.* 2 stands where a list of 1/],
    ['numbers that become rows', { data: [1, [2]] }, /"x" has \[2\] as element 1/],
    ['nests too deep', { shape: [1], data: [[1]] }, /"x" has \[1\] as element 0/],
    ['a nested scalar', { shape: [], data: [[1]] }, /"x" is a scalar by its shape \[\]/],
    ['an object among numbers', { data: [{}, 1] }, /"x" has an object as element 0/],
    ['binary data without the header', { data: undefined, parameters: { binary_data_size: 8 } }, /"x".*Length is missing/],
    ['data twice', { parameters: { binary_data_size: 8 } }, /"x" has both data and binary_data_size/],
    ['a parameter that is a list', { parameters: { a: [] } }, /"x" has a parameter "a"/],
    ['shared memory', { parameters: { shared_memory_region: 'r' } }, /"x" is in shared memory/],
    ['no name', { name: '' }, /Input 0 has no name/],
    ['a name too long', { name: 'x'.repeat(201) }, /Input 0 has a name of 201 characters/],
  ])('refuses %s', (_name, fields, message) => {
    const error = errorOf(() => read(fields));
    expect(error.message).toMatch(message);
    expect(error.status).toBe(400);
  });

  it.each<[string, unknown, RegExp]>([
    ['no JSON', '{"inputs":', /not JSON/],
    ['nothing', '', /not JSON/],
    ['a list', [], /not a JSON object/],
    ['no inputs', {}, /no inputs/],
    ['an empty list of inputs', { inputs: [] }, /no inputs/],
    ['an input that is none', { inputs: [null] }, /Input 0 is not a JSON object/],
    ['an input twice', { inputs: [input(), input()] }, /Input "x" is given twice/],
    ['an id that is a number', { id: 1, inputs: [input()] }, /id/],
    ['parameters that are a list', { parameters: [], inputs: [input()] }, /parameters that are not a JSON object/],
    ['a flag of text', { parameters: { binary_data_output: 'yes' }, inputs: [input()] }, /binary_data_output other than/],
    ['outputs that are no list', { outputs: {}, inputs: [input()] }, /outputs of the request are not a list/],
    ['an output twice', { outputs: [{ name: 'y' }, { name: 'y' }], inputs: [input()] }, /Output "y" is asked for twice/],
    [
      'no classes',
      { outputs: [{ name: 'y', parameters: { classification: 0 } }], inputs: [input()] },
      /"y" has the classification 0/,
    ],
  ])('refuses %s', (_name, body, message) => expect(errorOf(() => parseInferRequest(json(body))).message).toMatch(message));

  it('refuses bytes that are not UTF-8', () =>
    expect(errorOf(() => parseInferRequest(Buffer.from([0x7b, 0xff, 0x7d]))).message).toMatch(/not UTF-8/));

  it('refuses lists however deep', () => {
    const deep = '['.repeat(1_000_000) + ']'.repeat(1_000_000);
    for (const field of ['shape', 'data', 'name', 'datatype', 'parameters']) {
      const rest = Object.entries(input())
        .filter(([key]) => key !== field)
        .map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
      expect(errorOf(() => parseInferRequest(json(`{"inputs":[{"${field}":${deep},${rest.join(',')}}]}`))).status).toBe(400);
    }
  });

  it('takes __proto__ for a name like any other', () => {
    const body =
      '{"__proto__":{"inputs":1},"parameters":{"__proto__":"p","constructor":1},' +
      '"inputs":[{"name":"__proto__","shape":[1],"datatype":"UINT8","data":[7]}],"outputs":[{"name":"__proto__"}]}';
    const { parameters, inputs, outputs } = parseInferRequest(json(body));
    expect(Object.entries(parameters)).toEqual([
      ['__proto__', 'p'],
      ['constructor', 1],
    ]);
    expect(inputs.get('__proto__')?.data).toEqual(Uint8Array.of(7));
    expect(outputs).toEqual([{ name: '__proto__', binary: false }]);
    expect(parseInferRequest(request()).parameters.toString).toBeUndefined();
  });

  it('answers 413 beyond the limits', () => {
    const status = (fields: Input) => errorOf(() => parseInferRequest(request(fields), undefined, { maxElements: 4 })).status;
    expect(status({ shape: [5], data: [1, 2, 3, 4, 5] })).toBe(413);
    expect(status({ shape: [0, 1e300], data: [] })).toBe(413);
    expect(status({ shape: [1e200, 1e200, 0], data: [] })).toBe(413);
    expect(parseInferRequest(request({ shape: [4], data: [1, 2, 3, 4] }), undefined, { maxElements: 4 }).inputs.size).toBe(1);
    const strings = request({ datatype: 'BYTES', data: ['a', 'b'] });
    expect(errorOf(() => parseInferRequest(strings, undefined, { maxByteElements: 1 })).status).toBe(413);
  });
});

describe('parseInferRequest, binary', () => {
  it('reads inputs in their order, in binary and not', () => {
    const floats = Float32Array.of(1.5, -2);
    const head = json({
      inputs: [
        binaryInput({ name: 'a', shape: [1, 2] }, new Uint8Array(8)),
        input({ name: 'b' }),
        binaryInput({ name: 'c', datatype: 'BYTES', shape: [2] }, new Uint8Array(10)),
      ],
      parameters: { binary_data_output: true },
      outputs: [{ name: 'y' }, { name: 'z', parameters: { binary_data: false } }],
    });
    const body = Buffer.concat([head, Buffer.from(floats.buffer), Buffer.from([2, 0, 0, 0, 0xff, 0x61, 0, 0, 0, 0])]);
    const { inputs, outputs, binaryOutputs } = parseInferRequest(body, head.length);
    expect(inputs.get('a')).toEqual({ datatype: 'FP32', shape: [1, 2], data: floats });
    expect(inputs.get('b')?.data).toEqual(Int32Array.of(1, 2));
    expect(inputs.get('c')?.data).toEqual([Buffer.of(0xff, 0x61), Buffer.alloc(0)]);
    expect(outputs).toEqual([
      { name: 'y', binary: true },
      { name: 'z', binary: false },
    ]);
    expect(binaryOutputs).toBe(true);
  });

  it('views the body where its address is aligned, and copies where it is not', () => {
    const [body, length] = binaryBody([[{ shape: [2] }, Buffer.from(Float32Array.of(1, 2).buffer)]]);
    const memory = new ArrayBuffer(body.length + 8);
    for (let offset = 0; offset < 4; offset++) {
      const placed = Buffer.from(memory, offset, body.length);
      body.copy(placed);
      const data = parseInferRequest(placed, length).inputs.get('x')?.data as Float32Array;
      expect(data).toEqual(Float32Array.of(1, 2));
      expect(data.buffer === memory).toBe((offset + length) % 4 === 0);
    }
  });

  it.each<[string, [Input, Uint8Array][], RegExp]>([
    ['bytes too few for the shape', [[{ shape: [2] }, Buffer.alloc(4)]], /"x" has 4 bytes .* 2 elements of FP32 take 8/],
    ['bytes too many for the shape', [[{ shape: [1] }, Buffer.alloc(8)]], /"x" has 8 bytes .* 1 elements of FP32 take 4/],
    [
      'a size past the end',
      [[{ parameters: { binary_data_size: 8 } }, Buffer.alloc(4)]],
      /"x" has the binary_data_size 8, but 4/,
    ],
    ['bytes of nobody', [[{ parameters: { binary_data_size: 4 } }, Buffer.alloc(7)]], /3 bytes of binary data that belong/],
    ['a negative size', [[{ parameters: { binary_data_size: -4 } }, Buffer.alloc(4)]], /"x" has the binary_data_size -4/],
    ['a size of text', [[{ parameters: { binary_data_size: '4' } }, Buffer.alloc(4)]], /"x" has the binary_data_size "4"/],
    ['NaN', [[{}, Buffer.from(Float32Array.of(NaN).buffer)]], /"x" has NaN or an infinity as element 0/],
    ['an infinity', [[{ datatype: 'FP64' }, Buffer.from(Float64Array.of(-Infinity).buffer)]], /"x" has NaN or an infinity/],
    ['a half infinity', [[{ datatype: 'FP16' }, Buffer.of(0x00, 0x7c)]], /"x" has NaN or an infinity/],
    ['a flag of 2', [[{ datatype: 'BOOL' }, Buffer.of(2)]], /"x" has the byte 2 as BOOL element 0/],
    ['a string past the end', [[{ datatype: 'BYTES' }, Buffer.of(2, 0, 0, 0, 65)]], /"x" says that element 0 has 2 bytes, but/],
    ['a string of 4 GiB', [[{ datatype: 'BYTES' }, Buffer.of(255, 255, 255, 255)]], /element 0 has 4294967295 bytes, but 0/],
    [
      'half a length',
      [[{ datatype: 'BYTES', shape: [2] }, Buffer.of(1, 0, 0, 0, 65, 1, 0, 0)]],
      /before the length of element 1/,
    ],
    ['too few lengths', [[{ datatype: 'BYTES', shape: [1048576] }, Buffer.alloc(4)]], /"x" has 4 bytes .* too few/],
    ['bytes after the strings', [[{ datatype: 'BYTES' }, Buffer.of(0, 0, 0, 0, 9)]], /"x" has 1 bytes after its 1 elements/],
  ])('refuses %s', (_name, inputs, message) => {
    const [body, length] = binaryBody(inputs);
    const error = errorOf(() => parseInferRequest(body, length));
    expect(error.message).toMatch(message);
    expect(error.status).toBe(400);
  });

  it('refuses a header length past the body, and bytes without a binary input', () => {
    const body = request();
    for (const length of [body.length + 1, -1, 1.5, NaN]) {
      expect(errorOf(() => parseInferRequest(body, length)).message).toMatch(/Inference-Header-Content-Length is/);
    }
    const longer = Buffer.concat([body, Buffer.of(1)]);
    expect(errorOf(() => parseInferRequest(longer, body.length)).message).toMatch(/1 bytes of binary data that belong to no/);
    expect(errorOf(() => parseInferRequest(body, 0)).message).toMatch(/not JSON/);
  });
});

describe('readHeaderLength', () => {
  it('reads whole numbers', () => {
    expect(readHeaderLength(undefined)).toBeUndefined();
    expect(readHeaderLength('123')).toBe(123);
  });

  it.each(['', '-1', '1.5', '0x10', '1e3', ' 1', '9'.repeat(16), ['1', '2']])('refuses %j', (header) =>
    expect(() => readHeaderLength(header)).toThrow(InferError),
  );
});
