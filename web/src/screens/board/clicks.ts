// Cards are links. Letting go of one after carrying it is a click to browsers, and must not follow it.

import { useEffect, useRef } from "react";

/** Gives what is to be called at the end of a drag. */
export function useNoClickAfterDrag(): () => void {
  const until = useRef(0);
  useEffect(() => {
    const stop = (event: MouseEvent) => {
      if (event.timeStamp > until.current) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener("click", stop, { capture: true });
    return () => window.removeEventListener("click", stop, { capture: true });
  }, []);
  return () => (until.current = performance.now() + 80);
}
