/** Stands in for an ES module that a CommonJS package requires; see jest.config.js. */
module.exports = globalThis.requireOutsideJest('content-disposition');
