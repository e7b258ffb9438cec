//! What can be wrong, how it is found, said, fixed and made.
