/** Parameters of addresses. */

/** Applies changes to parameters. */
export function change(params: URLSearchParams, changes: Record<string, string | string[] | null>): URLSearchParams {
  for (const [name, value] of Object.entries(changes)) {
    params.delete(name);
    for (const one of Array.isArray(value) ? value : [value]) if (one) params.append(name, one);
  }
  return params;
}

/** `?a=b`, or nothing. */
export function query(params: URLSearchParams): string {
  const text = params.toString();
  return text && `?${text}`;
}
