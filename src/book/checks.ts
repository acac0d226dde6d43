/** Checks of values that came from disk as JSON, put together to the shape of a file. */
export type Check = (value: unknown) => boolean;

export const text: Check = (value) => typeof value === "string";
export const count: Check = (value) => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
export const digest: Check = (value) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
export const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
export const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
export const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
export const mapOf =
  (check: Check): Check =>
  (value) =>
    isObject(value) && Object.values(value).every(check);

export function shape(fields: { readonly [field: string]: Check }): Check {
  const checks = Object.entries(fields);
  return (value) => isObject(value) && checks.every(([field, check]) => check(Reflect.get(value, field)));
}

export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
