/** Element types of the Open Inference Protocol. */
export const DATATYPES = ['BOOL','UINT8','UINT16','UINT32','UINT64','INT8','INT16','INT32','INT64','FP16','FP32','FP64','BYTES'] as const;
export type Datatype = (typeof DATATYPES)[number];
export type TensorData = Uint8Array | Uint16Array | Uint32Array | BigUint64Array | Int8Array | Int16Array | Int32Array | BigInt64Array | Float32Array | Float64Array | Uint8Array[];
/** A tensor in memory, row-major. BOOL is Uint8Array of 0/1; FP16 is Uint16Array of raw bits; BYTES is one Uint8Array an element. */
export interface Tensor { datatype: Datatype; shape: number[]; data: TensorData }
