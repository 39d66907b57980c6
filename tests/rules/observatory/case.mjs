// What the cases are made of.
export const kHtml = "Content-Type: text/html; charset=utf-8";
export const kHsts = "Strict-Transport-Security: max-age=31536000";

export const page = (about, fields, more = {}) => ({
  about,
  fields: [kHtml, ...fields],
  ...more,
});
