#!/usr/bin/env node
import { runBundle } from "./bundle.js";

await runBundle().bundle.main();
