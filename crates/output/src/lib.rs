//! The event stream out: terminal, JSON lines, SARIF, JUnit, CSV, Markdown.
