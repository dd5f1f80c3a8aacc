export * from './allocate.js';
export * from './calendar-date.js';
export * from './currency.js';
export * from './minor-units.js';
export * from './money.js';
export * from './parse-date.js';
export { monthOfName } from './month-names.js';
