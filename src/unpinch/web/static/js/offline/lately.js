// This page's person is the last one who was here.
import { remember } from "./last.js";

remember(location.pathname);
