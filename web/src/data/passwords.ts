// Passwords: changing one's own, and the way back in for who forgot theirs.

import { useMutation } from "@tanstack/react-query";

import { api, done } from "../api/client.ts";
import type { Schemas } from "../api/schema.ts";
import { queries } from "./client.ts";
import { sessionsKey } from "./sessions.ts";

/** Signs out everywhere else. */
export function useChangePassword() {
  return useMutation({
    mutationFn: (body: Schemas["ChangePassword"]) => done(api.POST("/api/v1/users/me/password", { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: sessionsKey }),
  });
}

/** Has a link mailed; the answer is the same whether there is such an account or not. */
export function useForgotPassword() {
  return useMutation({ mutationFn: (email: string) => done(api.POST("/api/v1/auth/password/forgot", { body: { email } })) });
}

export function useResetPassword() {
  return useMutation({ mutationFn: (body: Schemas["ResetPassword"]) => done(api.POST("/api/v1/auth/password/reset", { body })) });
}

export function useVerifyEmail() {
  return useMutation({ mutationFn: (token: string) => done(api.POST("/api/v1/auth/email/verify", { body: { token } })) });
}

export function useResendVerification() {
  return useMutation({ mutationFn: () => done(api.POST("/api/v1/auth/email/resend")) });
}
