//! The few hot loops: predictor and statistics in one pass, each with a scalar twin.
