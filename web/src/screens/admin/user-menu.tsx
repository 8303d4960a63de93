import type { User } from "../../api/schema.ts";
import { useEditUser } from "../../data/admin/users.ts";
import { admin } from "../../messages/admin.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Menu, MenuItem, MenuLine } from "../../ui/menu.tsx";
import { complain, tell } from "../../ui/toast.tsx";

const texts = admin.user;

/** What can be done about an account. Nobody shuts themselves out: of their own, only name and address are here. */
export function UserMenu({ user, isMe, onOpen }: { user: User; isMe: boolean; onOpen: (what: "edit" | "delete") => void }) {
  const { mutateAsync, isPending } = useEditUser();
  const change = async (of: User, to: Pick<User, "role"> | Pick<User, "disabled">): Promise<void> => {
    try {
      const now = await mutateAsync({ user: of, change: to });
      const back = "role" in to ? { role: of.role } : { disabled: of.disabled };
      const shut = now.disabled ? texts.disabledNow(now.name) : texts.enabledNow(now.name);
      tell("role" in to ? texts.roleNow(now.name, texts.roles[now.role]) : shut, () => void change(now, back));
    } catch (error) {
      complain(error);
    }
  };
  const trigger = (
    <Button look="quiet" icon busy={isPending} aria-label={admin.actions(user.name)}>
      <Icon name="dots" />
    </Button>
  );
  return (
    <Menu trigger={trigger}>
      <MenuItem onSelect={() => onOpen("edit")}>{texts.edit}</MenuItem>
      {!isMe && (
        <>
          <MenuItem onSelect={() => void change(user, { role: user.role === "admin" ? "member" : "admin" })}>
            {user.role === "admin" ? texts.makeMember : texts.makeAdmin}
          </MenuItem>
          <MenuItem onSelect={() => void change(user, { disabled: !user.disabled })}>{user.disabled ? texts.enable : texts.disable}</MenuItem>
          <MenuLine />
          <MenuItem danger onSelect={() => onOpen("delete")}>
            {texts.remove}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
