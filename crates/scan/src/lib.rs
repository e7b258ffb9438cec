//! Walking, the confined reader, the facts cache, patches on disk.
