// The desk is hydrated: answers save themselves. Every page of it works without JavaScript too.
export const csr = true;
