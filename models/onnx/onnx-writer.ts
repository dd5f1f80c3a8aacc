/**
 * Writes ONNX files: the few protobuf messages of onnx.proto that our models need, by hand, so that training needs no
 * dependency. Field numbers are those of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.
 */

/** TensorProto.DataType. */
const FLOAT = 1;
const INT8 = 3;
const INT32 = 6;
const INT64 = 7;

const IR_VERSION = 8;
const VARINT = 0;
const LENGTH_DELIMITED = 2;

type Weights = Float32Array | Int8Array | Int32Array | BigInt64Array;

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Buffer.from(bytes);
}

const integer = (field: number, value: number) => Buffer.concat([varint((field << 3) | VARINT), varint(value)]);

function bytes(field: number, value: Buffer | string): Buffer {
  const content = Buffer.isBuffer(value) ? value : Buffer.from(value);
  return Buffer.concat([varint((field << 3) | LENGTH_DELIMITED), varint(content.length), content]);
}

function dataType(values: Weights): number {
  if (values instanceof Float32Array) return FLOAT;
  if (values instanceof Int8Array) return INT8;
  if (values instanceof Int32Array) return INT32;
  return INT64;
}

/** AttributeProto: integers only, type 2 is INT. */
const integerAttribute = (name: string, value: number) => Buffer.concat([bytes(1, name), integer(3, value), integer(20, 2)]);

export type ElementType = 'float32' | 'int32';

/** A graph under construction: every method that makes a tensor answers its name. */
export class OnnxGraph {
  private readonly nodes: Buffer[] = [];
  private readonly initializers: Buffer[] = [];
  private readonly inputs: Buffer[] = [];
  private readonly outputs: Buffer[] = [];

  constructor(private readonly name: string) {}

  /** @param shape a text is a free dimension's name */
  input(name: string, type: ElementType, shape: (number | string)[]): string {
    this.inputs.push(valueInfo(name, type, shape));
    return name;
  }

  output(name: string, type: ElementType, shape: (number | string)[]): void {
    this.outputs.push(valueInfo(name, type, shape));
  }

  constant(name: string, values: Weights, shape: number[]): string {
    const raw = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
    this.initializers.push(
      Buffer.concat([...shape.map((size) => integer(1, size)), integer(2, dataType(values)), bytes(8, name), bytes(9, raw)]),
    );
    return name;
  }

  node(operator: string, inputs: string[], output: string, attributes: Record<string, number> = {}): string {
    this.nodes.push(
      Buffer.concat([
        ...inputs.map((input) => bytes(1, input)),
        bytes(2, output),
        bytes(3, output),
        bytes(4, operator),
        ...Object.entries(attributes).map(([name, value]) => bytes(5, integerAttribute(name, value))),
      ]),
    );
    return output;
  }

  /** The whole ModelProto. */
  encode(opset: number): Buffer {
    const graph = Buffer.concat([
      ...this.nodes.map((node) => bytes(1, node)),
      bytes(2, this.name),
      ...this.initializers.map((initializer) => bytes(5, initializer)),
      ...this.inputs.map((input) => bytes(11, input)),
      ...this.outputs.map((output) => bytes(12, output)),
    ]);
    const operators = Buffer.concat([bytes(1, ''), integer(2, opset)]);
    return Buffer.concat([integer(1, IR_VERSION), bytes(2, 'steward'), bytes(7, graph), bytes(8, operators)]);
  }
}

/** ValueInfoProto of a tensor. */
function valueInfo(name: string, type: ElementType, shape: (number | string)[]): Buffer {
  const dimensions = shape.map((size) => bytes(1, typeof size === 'string' ? bytes(2, size) : integer(1, size)));
  const tensor = Buffer.concat([integer(1, type === 'float32' ? FLOAT : INT32), bytes(2, Buffer.concat(dimensions))]);
  return Buffer.concat([bytes(1, name), bytes(2, bytes(1, tensor))]);
}
