"""The register of decisions: rows in a database, searched, filled from records.

A register is of one edition, chosen when it is made: *public* (masked records) or *internal*; see docs/decisions/0012.
"""
