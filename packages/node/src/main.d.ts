/** Importing this runs a node until it is told to stop. */
declare const node: unique symbol;
export { type node };
