import { Random } from '../../../models/transaction-category/training/random.js';
import { OnnxFile } from './onnx-file.js';

/** Side of the photos' input, in pixels. */
export const SIDE = 224;
export const PHOTO_CLASSES = 1000;

/**
 * Stages of EfficientNet-Lite0: expansion, channels, repetitions, stride, kernel; stem and head are not scaled, there is no
 * squeeze-and-excitation, and the activation is ReLU6
 * (https://github.com/tensorflow/tpu/tree/master/models/official/efficientnet/lite).
 */
const STAGES = [
  [1, 16, 1, 1, 3],
  [6, 24, 2, 2, 3],
  [6, 40, 2, 2, 5],
  [6, 80, 3, 2, 3],
  [6, 112, 3, 1, 5],
  [6, 192, 4, 2, 5],
  [6, 320, 1, 1, 3],
] as const;
const STEM = 32;
const HEAD = 1280;

const random = new Random(11);

/** Weights whose sums keep the size of what they sum (He et al. 2015, https://arxiv.org/abs/1502.01852). */
function weights(file: OnnxFile, shape: readonly number[], summands: number): string {
  const scale = Math.sqrt(6 / summands);
  const size = shape.reduce((product, one) => product * one, 1);
  return file.constant(
    Float32Array.from({ length: size }, () => (2 * random.next() - 1) * scale),
    shape,
  );
}

/** A network of the size of EfficientNet-Lite0 (4.7 million weights, 0.4 billion multiplications a photo), weights random. */
export function photoNetwork(): { graph: Buffer; parameters: number } {
  const file = new OnnxFile({ name: 'pixels', rowShape: [3, SIDE, SIDE] });
  const limits = [file.constant(Float32Array.of(0), []), file.constant(Float32Array.of(6), [])];
  const convolve = (input: string, from: number, to: number, kernel: number, stride = 1, group = 1): string => {
    const kernels = weights(file, [to, from / group, kernel, kernel], (from / group) * kernel * kernel);
    const bias = file.constant(new Float32Array(to), [to]);
    const pad = (kernel - 1) / 2;
    const options = { kernel_shape: [kernel, kernel], strides: [stride, stride], pads: [pad, pad, pad, pad], group };
    return file.node('Conv', [input, kernels, bias], options);
  };
  const activate = (input: string): string => file.node('Clip', [input, ...limits]);

  let at = activate(convolve('pixels', 3, STEM, 3, 2));
  let channels: number = STEM;
  for (const [expansion, to, repetitions, firstStride, kernel] of STAGES) {
    for (let i = 0; i < repetitions; i++) {
      const stride = i === 0 ? firstStride : 1;
      const wide = channels * expansion;
      const expanded = expansion === 1 ? at : activate(convolve(at, channels, wide, 1));
      const filtered = activate(convolve(expanded, wide, wide, kernel, stride, wide));
      const projected = convolve(filtered, wide, to, 1);
      at = stride === 1 && channels === to ? file.node('Add', [projected, at]) : projected;
      channels = to;
    }
  }
  at = file.node('GlobalAveragePool', [activate(convolve(at, channels, HEAD, 1))]);
  at = file.node('Flatten', [at]);
  return { graph: classifyFrom(file, at, HEAD, PHOTO_CLASSES), parameters: file.parameters };
}

/** Fully connected layers with ReLU between them. @param sizes columns of the input, of each layer, and classes */
export function denseNetwork(sizes: readonly number[]): Buffer {
  const file = new OnnxFile({ name: 'features', rowShape: [sizes[0]!] });
  let at = 'features';
  for (let layer = 1; layer < sizes.length - 1; layer++) {
    at = file.node('Relu', [multiply(file, at, sizes[layer - 1]!, sizes[layer]!)]);
  }
  return classifyFrom(file, at, sizes.at(-2)!, sizes.at(-1)!);
}

function multiply(file: OnnxFile, input: string, from: number, to: number): string {
  return file.node('Gemm', [input, weights(file, [from, to], from), file.constant(new Float32Array(to), [to])]);
}

function classifyFrom(file: OnnxFile, input: string, from: number, classes: number): Buffer {
  file.node('Softmax', [multiply(file, input, from, classes)], { axis: 1 }, 'probabilities');
  return file.encode({ name: 'probabilities', rowShape: [classes] });
}
