import { createStore, useStore } from '../store.ts';
import styles from './markdown-text.module.css';

type Render = (text: string) => string;

const renderStore = createStore<Render | null>(null);

/** Fetches the renderer, which is no part of the first load. */
async function loadMarkdown(): Promise<void> {
  if (renderStore.get()) return;
  const { renderMarkdown } = await import('./render-markdown.ts');
  renderStore.set(renderMarkdown);
}

/** A person's text. Shows the source until the renderer is there. */
export function MarkdownText({ text }: { text: string }) {
  const render = useStore(renderStore);
  if (!render) {
    void loadMarkdown();
    return <div className={styles.source}>{text}</div>;
  }
  return <div className={styles.text} dangerouslySetInnerHTML={{ __html: render(text) }} />;
}
