/**
 * Writes ONNX files with convolutions. `models/onnx/onnx-writer.ts` knows only attributes of one whole number, and strides are
 * lists. Field numbers are those of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.
 */

const FLOAT = 1;
const IR_VERSION = 8;
const OPSET = 13;
/** AttributeProto.type. */
const INT = 2;
const INTS = 7;

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
  return Buffer.from([...bytes, value]);
}

const integer = (field: number, value: number) => Buffer.concat([varint(field << 3), varint(value)]);

function bytes(field: number, content: Buffer | string): Buffer {
  return Buffer.concat([varint((field << 3) | 2), varint(Buffer.byteLength(content)), Buffer.from(content as Buffer)]);
}

function attribute(name: string, value: number | number[]): Buffer {
  return Array.isArray(value)
    ? Buffer.concat([bytes(1, name), ...value.map((one) => integer(8, one)), integer(20, INTS)])
    : Buffer.concat([bytes(1, name), integer(3, value), integer(20, INT)]);
}

/** ValueInfoProto of a tensor of FP32 with any number of rows. */
function valueInfo(name: string, rowShape: readonly number[]): Buffer {
  const dimensions = [bytes(2, 'rows'), ...rowShape.map((size) => integer(1, size))].map((size) => bytes(1, size));
  return Buffer.concat([
    bytes(1, name),
    bytes(2, bytes(1, Buffer.concat([integer(1, FLOAT), bytes(2, Buffer.concat(dimensions))]))),
  ]);
}

/** A graph of FP32 under construction: what makes a tensor answers its name. */
export class OnnxFile {
  private readonly nodes: Buffer[] = [];
  private readonly weights: Buffer[] = [];
  /** Numbers in all weights. */
  parameters = 0;

  constructor(private readonly input: { name: string; rowShape: number[] }) {}

  constant(values: Float32Array, shape: readonly number[]): string {
    const name = `w${this.weights.length}`;
    const raw = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
    this.weights.push(
      Buffer.concat([...shape.map((size) => integer(1, size)), integer(2, FLOAT), bytes(8, name), bytes(9, raw)]),
    );
    this.parameters += values.length;
    return name;
  }

  node(operator: string, inputs: readonly string[], attributes: Record<string, number | number[]> = {}, output?: string): string {
    const name = output ?? `t${this.nodes.length}`;
    this.nodes.push(
      Buffer.concat([
        ...inputs.map((input) => bytes(1, input)),
        bytes(2, name),
        bytes(4, operator),
        ...Object.entries(attributes).map(([key, value]) => bytes(5, attribute(key, value))),
      ]),
    );
    return name;
  }

  /** The whole ModelProto. */
  encode(output: { name: string; rowShape: number[] }): Buffer {
    const graph = Buffer.concat([
      ...this.nodes.map((node) => bytes(1, node)),
      bytes(2, 'bench'),
      ...this.weights.map((tensor) => bytes(5, tensor)),
      bytes(11, valueInfo(this.input.name, this.input.rowShape)),
      bytes(12, valueInfo(output.name, output.rowShape)),
    ]);
    return Buffer.concat([integer(1, IR_VERSION), bytes(7, graph), bytes(8, Buffer.concat([bytes(1, ''), integer(2, OPSET)]))]);
  }
}
