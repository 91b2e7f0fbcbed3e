// Text of what Word, a browser or a mail program puts on the clipboard: a line for each block, an empty one between.

const BLOCKS = new Set(["P", "DIV", "H1", "H2", "H3", "H4", "H5", "H6", "LI", "TR", "BLOCKQUOTE", "UL", "OL", "TABLE", "SECTION", "ARTICLE"]);
const PASSED_OVER = new Set(["STYLE", "SCRIPT", "META", "LINK", "TITLE", "HEAD", "IMG", "SVG", "TEMPLATE", "IFRAME", "OBJECT"]);
const CELL = 80; // characters: longer ones are text that a mail lays out in a table
const LINK = /^https?:\/\//i;

// The texts of a row of a table, where it is one.
function cells(row) {
  const texts = [...row.children].map((cell) => cell.textContent.replace(/\s+/g, " ").trim()).filter(Boolean);
  return texts.length > 1 && texts.every((text) => text.length <= CELL) ? texts : [];
}

// `page` is a parsed document that is never shown. Emphasis is dropped: Word sets whole manuscripts in bold.
export function fromMarkup(page) {
  const found = [];
  let line = "";
  const end = () => {
    const text = line.replace(/\s+/g, " ").replace(/^[·•§]\s*/, "- ").trim();
    if (text) found.push(text);
    line = "";
  };
  const walk = (node) => {
    if (node.nodeType === 3) {
      line += node.nodeValue;
    } else if (node.tagName === "TR" && cells(node).length) {
      end();
      found.push(cells(node).join("; "));
    } else if (node.nodeType === 1 && !PASSED_OVER.has(node.tagName.toUpperCase()) && !node.tagName.includes(":")) {
      const block = BLOCKS.has(node.tagName);
      if (block || node.tagName === "BR") end();
      if (node.tagName === "LI") line = "- ";
      const before = line.length;
      for (const child of node.childNodes) walk(child);
      const href = node.tagName === "A" ? node.getAttribute("href") ?? "" : "";
      const text = line.slice(before).trim();
      if (LINK.test(href) && text && text !== href && !/[\s()<>]/.test(href)) line = `${line.slice(0, before)}[${text.replace(/[[\]]/g, "")}](${href})`;
      if (block) end();
      if (node.tagName === "TD" || node.tagName === "TH") line += " ";
    }
  };
  walk(page.body);
  end();
  return found.join("\n\n");
}
