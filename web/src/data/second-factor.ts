// The second factor: a secret for an app, and the codes for when the app is lost.

import { useMutation } from "@tanstack/react-query";

import { api, done } from "../api/client.ts";
import { askWhoAgain } from "./me.ts";

/** Makes a secret, which counts once a code of it was confirmed. */
export function useEnrol() {
  return useMutation({ mutationFn: () => done(api.POST("/api/v1/auth/totp")) });
}

/** Gives the recovery codes, this once. */
export function useConfirm() {
  return useMutation({ mutationFn: (code: string) => done(api.POST("/api/v1/auth/totp/confirm", { body: { code } })) });
}

export function useRemoveFactor() {
  return useMutation({
    mutationFn: (code: string) => done(api.DELETE("/api/v1/auth/totp", { body: { code } })),
    onSuccess: askWhoAgain,
  });
}
