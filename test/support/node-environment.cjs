/**
 * Jest's sandbox has its own typed arrays, and native addons (onnxruntime-node, sharp) check
 * `instanceof` against the real ones. Hand the real ones to the sandbox.
 */
const { TestEnvironment } = require('jest-environment-node');

module.exports = class NodeEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    for (const name of [
      'ArrayBuffer',
      'SharedArrayBuffer',
      'Float32Array',
      'Float64Array',
      'Int8Array',
      'Int16Array',
      'Int32Array',
      'Uint8Array',
      'Uint8ClampedArray',
      'Uint16Array',
      'Uint32Array',
      'BigInt64Array',
      'BigUint64Array',
      'DataView',
    ]) {
      this.global[name] = globalThis[name];
    }
    // For content-disposition.cjs: Node itself can require an ES module.
    this.global.requireOutsideJest = require;
  }
};
