-- How the trigger of a record reads to the language engine; nothing where the report was coded before this was kept.
ALTER TABLE records ADD COLUMN wording BLOB;
