// Reading pages carry no JavaScript; pages of the desk switch it on below [lang]/work.
export const csr = false;
export const trailingSlash = 'never';
