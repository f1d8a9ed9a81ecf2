// Nothing here is done by a script.
export const csr = false;
