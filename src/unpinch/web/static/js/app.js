// Every page loads this one module; each behaviour lives in its own file and wraps HTML that works without it.
import "./bodymap.js";
import "./chips.js";
import "./none.js";
import "./player.js";
import "./undo.js";
import "./wait.js";
import "./waiting.js";
