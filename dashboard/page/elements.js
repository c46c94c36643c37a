// @ts-check
// Long tables: the server sends a tree of elements, since Dash draws cells slowly.
import { unchanged } from "./contract.js";
import { byId, fromTree } from "./dom.js";

export const callbacks = {
  /**
   * @param {TreeNode[] | null} nodes
   * @param {string} id
   */
  elements(nodes, id) {
    byId(id).replaceChildren(...(nodes ?? []).map(fromTree));
    return unchanged();
  },
};
