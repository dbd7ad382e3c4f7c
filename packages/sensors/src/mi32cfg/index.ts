// `mi32cfg`, the list of sensors of Tasmota's MI32 driver: read, judged, changed and written, anywhere.

export { type Mi32Document, type Mi32FileFault, readMi32Text } from './document.ts';
export {
  changedEntry,
  compactMi32Text,
  linedMi32Text,
  type Mi32Values,
  newEntry,
  TASMOTA_FILE_LIMIT,
} from './edit.ts';
export {
  addressIn,
  type Mi32Field,
  type Mi32Remark,
  type Mi32Row,
  type Mi32Weight,
  PHONE_PID,
  readEntry as readMi32Entry,
} from './entry.ts';
export { type JsonNode, type JsonObject, jsonText, memberOf, type Span } from './json-node.ts';
export { BIND_KEY, IDENTITY_KEY, type KeyForm, keyBytes, keyProblem } from './key-text.ts';
export { isKeyMissing, type Product, pidText, productsOf, productTitle } from './product.ts';
export { PRODUCTS } from './products.ts';
export {
  faultText,
  type JsonFault,
  type JsonResult,
  lineAndColumn,
  placeFinder,
  readJson,
  type TextPlace,
} from './read-json.ts';
export { type Mi32Record, writeMi32Config } from './write-mi32cfg.ts';
