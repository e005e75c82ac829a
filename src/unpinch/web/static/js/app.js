// Every page loads this one module; each behaviour lives in its own file and wraps HTML that works without it.
import "./carry.js";
import "./bodymap.js";
import "./file.js";
import "./moving.js";
import "./none.js";
import "./offers.js";
import "./player.js";
import "./undo.js";
import "./wait.js";
import "./waiting.js";
import "./walk.js";
