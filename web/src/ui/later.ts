// What is heavy and seldom wanted at once: loaded when somebody is about to use it. It stays loaded.

import { useEffect, useRef, useState, useSyncExternalStore } from "react";

import { Unreachable } from "../api/problem.ts";

export class Later<T> {
  #there: T | undefined;
  #coming: Promise<T> | undefined;
  readonly #listeners = new Set<() => void>();

  constructor(private readonly load: () => Promise<T>) {}

  /** It, where it is there already. */
  readonly now = (): T | undefined => this.#there;

  /** Brings it; asks again where that failed before. */
  readonly want = (): Promise<T> => {
    this.#coming ??= this.load().then(
      (it) => {
        this.#there = it;
        for (const listener of this.#listeners) listener();
        return it;
      },
      (error: unknown) => {
        this.#coming = undefined;
        throw new Unreachable(String(error));
      },
    );
    return this.#coming;
  };

  /** It may soon be wanted. */
  readonly hint = (): void => void this.want().catch(() => undefined);

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

/** It, once it was wanted and is there; `onFail` where it cannot be brought. */
export function useLater<T>(later: Later<T>, wanted: boolean, onFail: (error: unknown) => void): T | undefined {
  const there = useSyncExternalStore(later.subscribe, later.now);
  // Not on its own accord: what is there may be another element than what stood for it, and the focus would be lost.
  const [used, setUsed] = useState(wanted && there !== undefined);
  if (wanted && there !== undefined && !used) setUsed(true);
  const failed = useRef(onFail);
  failed.current = onFail;
  useEffect(() => {
    if (!wanted) return undefined;
    let waits = true;
    later.want().catch((error: unknown) => waits && failed.current(error));
    return () => {
      waits = false;
    };
  }, [later, wanted]);
  return used ? there : undefined;
}
