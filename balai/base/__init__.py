"""The ground floor: words, rules and tools that every app uses. No tables; knows nobody above."""
