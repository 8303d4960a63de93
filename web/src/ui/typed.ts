import { useEffect, useState } from "react";

/** A text that is told when its writer pauses, so that not every letter is asked for. */
export function useTyped(value: string, onPause: (text: string) => void): [string, (text: string) => void] {
  const [text, setText] = useState(value);
  useEffect(() => {
    if (text === value) return undefined;
    // Who has gone elsewhere meanwhile is not called back.
    const at = location.pathname;
    const timer = setTimeout(() => location.pathname === at && onPause(text), 250);
    return () => clearTimeout(timer);
  });
  return [text, setText];
}
