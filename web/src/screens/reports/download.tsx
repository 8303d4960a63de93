import { useMutation } from "@tanstack/react-query";

import { save } from "../../data/reports.ts";
import { reports } from "../../messages/reports.ts";
import { Button } from "../../ui/button.tsx";
import { complain } from "../../ui/toast.tsx";

/** Saves the report as a table for spreadsheets. */
export function Download({ path }: { path: string }) {
  const download = useMutation({ mutationFn: save, onError: (error) => complain(error) });
  return (
    <Button busy={download.isPending} onClick={() => download.mutate(path)}>
      {reports.download}
    </Button>
  );
}
