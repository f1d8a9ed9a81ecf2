// A passkey needs the browser's help; everything else here works without.
export const csr = true;
