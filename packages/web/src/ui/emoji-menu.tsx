import { Menu, MenuButton, MenuItem, MenuProvider } from '@ariakit/react/menu';
import { IconButton } from './button.tsx';
import styles from './emoji-menu.module.css';

const offered = ['👍', '✅', '👀', '🎉', '🙏', '❤️', '😀', '🤔', '👎', '❌', '⏳', '🔥'];

/** A small choice of emoji. */
export function EmojiMenu({ label, onChoose }: { label: string; onChoose: (emoji: string) => void }) {
  return (
    <MenuProvider orientation="horizontal" placement="bottom-end">
      <MenuButton render={<IconButton icon="smile" label={label} />} />
      <Menu fixed gutter={6} className={styles.menu} aria-label={label} unmountOnHide>
        {offered.map((emoji) => (
          <MenuItem key={emoji} className={styles.item} onClick={() => onChoose(emoji)}>
            {emoji}
          </MenuItem>
        ))}
      </Menu>
    </MenuProvider>
  );
}
