/** Importing this runs a node until it is told to stop. */
export {};
