//! Paints the small production that the demonstration spoils.
