import { createContext } from "react";

/** Name of the card around: lists inside of cards are told apart by it. */
export const CardLabel = createContext("");
