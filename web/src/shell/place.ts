const ID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** What of an address is a screen of its own: what is opened above one, and the parts that a screen has, are not. */
export function placeOf(pathname: string): string {
  const [, noun = "", id = ""] = pathname.split("/");
  return ID.test(id) ? `/${noun}/${id}` : `/${noun}`;
}
