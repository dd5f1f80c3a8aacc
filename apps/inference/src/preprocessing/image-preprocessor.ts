import sharp from 'sharp';
import { ServiceError } from '#rpc';
import type { Preprocessing, TensorDescription } from '../models/model-description.js';
import { ModelError } from '../models/model-error.js';
import { observeImage } from '../monitoring/inference-metrics.js';
import type { Tensors } from '../serving/tensor.js';

/** Photos of more pixels than a camera makes are attacks or mistakes. */
const MAX_PIXELS = 24_000_000;

const FITS = ['fill', 'cover', 'contain'] as const;
const LAYOUTS = ['NCHW', 'NHWC'] as const;

/** The options of the preprocessing `image` in model.json. */
interface ImageOptions {
  /** Name of the graph's input. */
  input: string;
  width: number;
  height: number;
  layout: (typeof LAYOUTS)[number];
  fit: (typeof FITS)[number];
  /** Per channel, of values 0 … 1: (value − mean) / std. */
  mean: number[];
  std: number[];
}

/** Encoded photos (JPEG, PNG, WebP, …) → normalised tensors. Decoding and resizing run on the threads of libvips. */
export class ImagePreprocessor {
  readonly inputs: TensorDescription[] = [{ name: 'image', datatype: 'BYTES', shape: [-1] }];
  private readonly options: ImageOptions;

  constructor(preprocessing: Preprocessing) {
    this.options = optionsOf(preprocessing);
  }

  /** `image` BYTES [n] or [n, 1]: whole files. */
  async prepare(inputs: Tensors): Promise<Tensors> {
    const image = inputs.get('image');
    if (image?.datatype !== 'BYTES' || inputs.size !== 1) {
      throw new ServiceError('inference.unusable-input', 'Send one input, image: BYTES, one file a row');
    }
    const files = image.data as Uint8Array[];
    const { input, width, height, layout } = this.options;
    const size = width * height * 3;
    const data = new Float32Array(files.length * size);
    await Promise.all(files.map((file, row) => this.decode(file, row, data.subarray(row * size, (row + 1) * size))));
    const shape = layout === 'NCHW' ? [files.length, 3, height, width] : [files.length, height, width, 3];
    return new Map([[input, { datatype: 'FP32', shape, data }]]);
  }

  private async decode(file: Uint8Array, row: number, into: Float32Array): Promise<void> {
    const { width, height, fit, layout, mean, std } = this.options;
    let pixels: Buffer;
    try {
      pixels = await sharp(file, { limitInputPixels: MAX_PIXELS, failOn: 'error', pages: 1 })
        .autoOrient()
        .toColourspace('srgb')
        .flatten({ background: '#ffffff' })
        .removeAlpha()
        .resize(width, height, { fit, background: '#ffffff' })
        .raw()
        .toBuffer();
      if (pixels.length !== width * height * 3) throw new Error('The image has not three channels');
      observeImage('decoded');
    } catch (error) {
      observeImage('refused');
      throw new ServiceError('inference.unusable-input', `Image ${row + 1} cannot be read: ${(error as Error).message}`);
    }
    const plane = width * height;
    for (let channel = 0; channel < 3; channel++) {
      const scale = 1 / (255 * std[channel]!);
      const shift = mean[channel]! / std[channel]!;
      const step = layout === 'NCHW' ? 1 : 3;
      let at = layout === 'NCHW' ? channel * plane : channel;
      for (let i = channel; i < pixels.length; i += 3, at += step) into[at] = pixels[i]! * scale - shift;
    }
  }
}

function optionsOf(preprocessing: Preprocessing): ImageOptions {
  const { version, input, width, height, layout = 'NCHW', fit = 'fill', mean = [0, 0, 0], std = [1, 1, 1] } = preprocessing;
  const isSize = (value: unknown) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 4096;
  const isTriple = (value: unknown) => Array.isArray(value) && value.length === 3 && value.every((one) => Number.isFinite(one));
  const ok =
    version === 1 &&
    typeof input === 'string' &&
    isSize(width) &&
    isSize(height) &&
    (LAYOUTS as readonly unknown[]).includes(layout) &&
    (FITS as readonly unknown[]).includes(fit) &&
    isTriple(mean) &&
    isTriple(std) &&
    (std as number[]).every((one) => one !== 0);
  if (!ok) {
    throw new ModelError(
      'The preprocessing image 1 needs input, width and height, and may have layout (NCHW or NHWC), fit (fill, cover or contain), ' +
        'mean and std of three numbers',
    );
  }
  return { input, width, height, layout, fit, mean, std } as ImageOptions;
}
