import ort from 'onnxruntime-node';
import type { Datatype, Tensor, TensorData } from '../serving/tensor.js';

type OrtType = ort.Tensor.Type;

const ORT_TYPE: Record<Datatype, OrtType> = {
  BOOL: 'bool',
  UINT8: 'uint8',
  UINT16: 'uint16',
  UINT32: 'uint32',
  UINT64: 'uint64',
  INT8: 'int8',
  INT16: 'int16',
  INT32: 'int32',
  INT64: 'int64',
  FP16: 'float16',
  FP32: 'float32',
  FP64: 'float64',
  BYTES: 'string',
};

const DATATYPE = new Map(Object.entries(ORT_TYPE).map(([datatype, type]) => [type as string, datatype as Datatype]));

/** The protocol's name of one of ONNX Runtime's types; undefined for what the protocol has no name for. */
export function datatypeOf(type: string): Datatype | undefined {
  return DATATYPE.get(type);
}

/** The same memory, as ONNX Runtime takes it; texts are decoded from UTF-8. */
export function toOrt({ datatype, shape, data }: Tensor): ort.Tensor {
  if (datatype === 'BYTES') {
    const texts = (data as Uint8Array[]).map((bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString());
    return new ort.Tensor('string', texts, shape);
  }
  return new ort.Tensor(ORT_TYPE[datatype] as 'float32', data as Float32Array, shape);
}

/** The same memory, as the protocol names it; texts are encoded in UTF-8. */
export function fromOrt(tensor: ort.Tensor): Tensor {
  const shape = [...tensor.dims];
  if (tensor.type === 'string')
    return { datatype: 'BYTES', shape, data: (tensor.data as string[]).map((text) => Buffer.from(text)) };
  return { datatype: datatypeOf(tensor.type)!, shape, data: tensor.data as unknown as TensorData };
}
