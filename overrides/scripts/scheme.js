// Loaded in the head, and waited for: a module would run after the first paint.
import { restoreColourScheme } from "./colour-scheme.js";

restoreColourScheme();
