// @ts-check
// Long tables: the server sends a tree of elements, since Dash draws cells slowly.
import { unchanged } from "./contract.js";
import { byId, fromTree } from "./dom.js";

export const callbacks = {
  /** @param {{dataTree: TreeNode[] | null, place: string}} values */
  elements({ dataTree, place }) {
    if (dataTree) byId(place).replaceChildren(...dataTree.map(fromTree));
    return unchanged();
  },
};
