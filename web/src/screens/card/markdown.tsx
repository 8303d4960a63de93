// Markdown as React draws it: the parts of the text become elements one by one, so that whatever somebody wrote, there is never
// a tag or an address among them that is not meant here. HTML is shown as it was written.

import { Lexer, type Token, type Tokens } from "marked";
import { createElement, Fragment, memo, type ReactNode } from "react";

import { cardTexts } from "../../messages/card.ts";
import { addressOf, withMentions } from "./links.tsx";
import css from "./markdown.module.css";

/** What is within more than so many others is shown as it was written: nobody means that, and it would be too much to draw. */
const DEEPEST = 24;

const Markdown = memo(function Markdown({ text }: { text: string }) {
  const tokens = taken(text);
  return tokens ? <div className={css.markdown}>{blocks(tokens, 0)}</div> : <div className={css.plain}>{text}</div>;
});
export default Markdown;

function taken(text: string): Token[] | undefined {
  try {
    return new Lexer({ gfm: true, breaks: true }).lex(text);
  } catch {
    // Too deep to be taken apart: one such text must not keep a card from being shown.
    return undefined;
  }
}

function blocks(tokens: readonly Token[] = [], depth: number): ReactNode {
  return tokens.map((token, at) => <Fragment key={at}>{depth > DEEPEST ? token.raw : drawn(token, depth + 1)}</Fragment>);
}

function drawn(token: Token, depth: number): ReactNode {
  switch (token.type) {
    case "space":
    case "def":
    case "checkbox":
      return null;
    case "heading":
      // Below the headings of the card itself.
      return createElement(`h${Math.min(6, (token as Tokens.Heading).depth + 2)}`, null, blocks(token.tokens, depth));
    case "paragraph":
      return <p>{blocks(token.tokens, depth)}</p>;
    case "blockquote":
      return <blockquote>{blocks(token.tokens, depth)}</blockquote>;
    case "list":
      return list(token as Tokens.List, depth);
    case "code":
      // It scrolls by itself where it is wide, and is reached by keyboard for that.
      return (
        <pre tabIndex={0}>
          <code>{token.text}</code>
        </pre>
      );
    case "hr":
      return <hr />;
    case "table":
      return table(token as Tokens.Table, depth);
    case "strong":
      return <strong>{blocks(token.tokens, depth)}</strong>;
    case "em":
      return <em>{blocks(token.tokens, depth)}</em>;
    case "del":
      return <del>{blocks(token.tokens, depth)}</del>;
    case "codespan":
      return <code>{token.text}</code>;
    case "br":
      return <br />;
    case "link":
      return link(token.href, blocks(token.tokens, depth));
    case "image":
      return image(token as Tokens.Image);
    case "text":
      return token.tokens ? blocks(token.tokens, depth) : withMentions(token.text);
    case "escape":
      return token.text;
    default:
      return token.raw;
  }
}

function list({ ordered, start, items }: Tokens.List, depth: number): ReactNode {
  const rows = items.map((item, at) => (
    <li key={at} className={item.task ? css.task : undefined}>
      {item.task && <input type="checkbox" checked={item.checked ?? false} disabled aria-label={item.text.slice(0, 80)} />}
      <div>{blocks(item.tokens, depth)}</div>
    </li>
  ));
  return ordered ? <ol start={start || 1}>{rows}</ol> : <ul>{rows}</ul>;
}

function table({ header, rows }: Tokens.Table, depth: number): ReactNode {
  const style = ({ align }: Tokens.TableCell) => (align ? { textAlign: align } : undefined);
  return (
    <div className={css.scrolls} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {header.map((cell, at) => (
              <th key={at} scope="col" style={style(cell)}>
                {blocks(cell.tokens, depth)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, at) => (
            <tr key={at}>
              {cells.map((cell, at) => (
                <td key={at} style={style(cell)}>
                  {blocks(cell.tokens, depth)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function link(href: string, children: ReactNode): ReactNode {
  const address = addressOf(href);
  if (address === undefined) return children;
  return (
    <a href={address} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}

/** Images from elsewhere would tell their server who reads this, and the pages' policy allows none: they are linked. */
function image({ href, text }: Tokens.Image): ReactNode {
  const address = addressOf(href);
  if (address === undefined) return text;
  const isOurs = new URL(address).origin === location.origin && /^\/api\/v1\/files\//.test(new URL(address).pathname);
  return isOurs ? <img src={address} alt={text} loading="lazy" /> : link(href, text || cardTexts.imageElsewhere);
}
