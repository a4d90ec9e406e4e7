"""What exists: the types of Paragraf's records and of the text they stand on. No words, no patterns."""
