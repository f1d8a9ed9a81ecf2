// Looked at as readers see it: the home page carries no script.
export const csr = false;
