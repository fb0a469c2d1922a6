"""A help centre from Markdown: catalogue, checks, channels, pages. MkDocs is known to the modules named for it only."""
