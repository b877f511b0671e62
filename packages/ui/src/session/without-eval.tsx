import { z } from "zod";

// The page's policy refuses code made of strings. This has to come before the first schema is made.
z.config({ jitless: true });
